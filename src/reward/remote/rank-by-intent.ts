import type { Trajectory } from '../../core/trajectory.ts';
import { renderTrajectory, textOf } from './rendered-trajectory.ts';

/**
 * Asks a reranker, which scores several texts for one query: trajectories of one intent go into one
 * request, and scores come back in the order of the trajectories.
 */
export async function rankByIntent(
  trajectories: readonly Trajectory[],
  rank: (query: string, documents: readonly string[]) => Promise<readonly number[]>,
): Promise<readonly number[]> {
  const groups = new Map<string, { readonly indices: number[]; readonly documents: string[] }>();
  trajectories.forEach((trajectory, index) => {
    const document = textOf(renderTrajectory(trajectory).attempt);
    const group = groups.get(trajectory.intent) ?? { indices: [], documents: [] };
    group.indices.push(index);
    group.documents.push(document);
    groups.set(trajectory.intent, group);
  });
  const scores = new Array<number>(trajectories.length);
  await Promise.all(
    [...groups].map(async ([intent, { indices, documents }]) => {
      const ranked = await rank(intent, documents);
      indices.forEach((index, place) => (scores[index] = ranked[place]!));
    }),
  );
  return scores;
}
