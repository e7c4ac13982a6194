import type { Rng } from '../../../src/core/rng.ts';
import type { JavaSimulator } from '../jvm/java-simulator.ts';
import { oddActions } from './odd-actions.ts';

export interface LeakCheck {
  /** Steps taken so far. */
  readonly steps: number;
  /** Objects that the JVM keeps for us. */
  readonly references: number;
  /** Of its heap, after a collection of garbage. */
  readonly heapBytes: number;
}

export interface LeakWatchOptions {
  readonly steps: number;
  /** How often it is checked, besides once at the beginning. */
  readonly checks: number;
  readonly rng: Rng;
}

const EPISODE = { task: 'find-living-thing', variation: 0, simplifications: '' };
/** Steps of an episode, about as many as a long attempt has. */
const EPISODE_STEPS = 100;

/**
 * Takes odd actions, begins again from time to time, asks now and then for the valid actions, and looks
 * at what the simulator holds, always at the beginning of an episode.
 */
export async function watchForLeaks(
  simulator: JavaSimulator,
  { steps, checks, rng }: LeakWatchOptions,
): Promise<LeakCheck[]> {
  const between = Math.ceil(steps / checks);
  const report: LeakCheck[] = [];
  const check = async (taken: number) => {
    await simulator.load(EPISODE);
    const references = await simulator.heldReferences();
    report.push({ steps: taken, references, heapBytes: await simulator.usedHeap() });
  };
  await check(0);
  for (const [index, action] of oddActions(rng, steps).entries()) {
    await simulator.step(action);
    const taken = index + 1;
    if (taken % EPISODE_STEPS === 0) {
      await simulator.validActions();
      await simulator.load(EPISODE);
    }
    if (taken % between === 0 || taken === steps) await check(taken);
  }
  return report;
}
