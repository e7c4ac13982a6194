import { InputError } from '../../core/errors.ts';
import type { Trajectory } from '../../core/trajectory.ts';
import { NO_USAGE } from '../../core/usage.ts';
import type { Caller, Scorer } from './dialect.ts';

/** Two attempts at one intent that no reward can take for equal. */
export function probes(): readonly [Trajectory, Trajectory] {
  const attempt = (id: string, action: string, last: string): Trajectory => ({
    id,
    benchmark: 'probe',
    taskId: 'probe',
    intent: 'a red mug that holds half a litre, for less than 20 dollars',
    steps: [{ observation: { text: 'What are you looking for?' }, action }],
    final: { text: last },
    end: 'finished',
    facts: { actions: 1 },
    usage: NO_USAGE,
  });
  return [
    attempt('probe-good', 'search[red mug half a litre]', 'Bought: red mug, 0.5 litre, 12 dollars'),
    attempt('probe-poor', 'search[x]', 'No results'),
  ];
}

/** Further apart than this of their distance, the same trajectory was scored as two. */
const SHARE_OF_DISTANCE = 0.25;

/**
 * Asks about two trajectories in both orders. Throws `InputError` when they get the same score, or
 * when the order changes who gets which: such a server would rank nothing, or the wrong way round.
 */
export async function checkScorer(scorer: Scorer, server: Caller, name: string): Promise<void> {
  const [good, poor] = probes();
  const forward = await askInBatches(scorer, server, [good, poor]);
  const backward = await askInBatches(scorer, server, [poor, good]);
  const [first, second] = forward as [number, number];
  const distance = Math.abs(first - second);
  const place = { option: '--reward' };
  if (!(distance > 0)) {
    throw new InputError({
      place,
      problem: `${name} gives two very different trajectories the same score, ${first}`,
      remedy:
        'Ask it in another dialect (#DIALECT), or serve the model as a reward model with one label',
    });
  }
  const shift = Math.max(Math.abs(first - backward[1]!), Math.abs(second - backward[0]!));
  if (shift <= distance * SHARE_OF_DISTANCE) return;
  throw new InputError({
    place,
    problem: `${name} scores trajectories differently in another order: ${forward.join(', ')} and then ${backward.join(', ')} for the same two in reverse`,
    remedy: 'Ask it in another dialect (#DIALECT), or use another server',
  });
}

async function askInBatches(
  scorer: Scorer,
  server: Caller,
  trajectories: readonly Trajectory[],
): Promise<readonly number[]> {
  if (scorer.batch >= trajectories.length) return scorer.ask(server, trajectories);
  const scores: number[] = [];
  for (const trajectory of trajectories) scores.push(...(await scorer.ask(server, [trajectory])));
  return scores;
}
