import { runCircuits } from './circuit.ts';
import type { Draft } from './draft.ts';
import { growPlants } from './growth.ts';
import { exchangeHeat } from './heat.ts';
import { runTaps } from './tap.ts';

/** Lets the laboratory go on by itself. */
export function passTime(draft: Draft, ticks: number): void {
  for (let tick = 0; tick < ticks; tick += 1) {
    draft.time += 1;
    runTaps(draft);
    exchangeHeat(draft);
    growPlants(draft);
    runCircuits(draft);
  }
}
