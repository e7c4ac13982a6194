import { runCircuits } from './circuit.ts';
import type { Draft } from './draft.ts';
import { growPlants } from './growth.ts';
import { exchangeHeat } from './heat.ts';
import { runTaps } from './tap.ts';

/** Lets the laboratory go on by itself. */
export function passTime(draft: Draft, ticks: number): void {
  draft.time += ticks;
  runTaps(draft);
  exchangeHeat(draft, ticks);
  growPlants(draft, ticks);
  runCircuits(draft);
}
