import type { Candidate } from '../core/planner.ts';
import { isComplete, type Trajectory } from '../core/trajectory.ts';
import { rank } from './ranking.ts';

export interface Ballot {
  /** Equal texts are equal answers. */
  readonly answerOf: (trajectory: Trajectory) => string;
  /** How much a candidate's vote counts for its answer, at least 0. */
  readonly weightOf: (candidate: Candidate) => number;
}

/**
 * Orders candidates by a vote over their final answers: those with the answer of the most votes
 * first, best first among themselves, then those with the next answer. Attempts that did not finish
 * or break a hard constraint have no vote and come last. Among answers with equally many votes, the
 * one given more often comes first, then the one given first.
 */
export function rankByVotes(
  candidates: readonly Candidate[],
  { answerOf, weightOf }: Ballot,
): Candidate[] {
  const supporters = new Map<string, Candidate[]>();
  for (const candidate of candidates.filter(mayVote)) {
    const answer = answerOf(candidate.trajectory);
    supporters.set(answer, [...(supporters.get(answer) ?? []), candidate]);
  }
  const counted = [...supporters.values()].map((group) => ({
    group,
    votes: group.reduce((sum, candidate) => sum + weightOf(candidate), 0),
  }));
  counted.sort((a, b) => b.votes - a.votes || b.group.length - a.group.length);
  const others = candidates.filter((candidate) => !mayVote(candidate));
  return [...counted.flatMap(({ group }) => rank(group)), ...rank(others)];
}

/**
 * What a vote counts: the probability of success, where the reward is calibrated. Else the strength
 * in the model of Bradley and Terry (1952), exp(value), relative to the strongest: a constant added
 * to all scores changes no weight. What nobody scored has no weight.
 */
export function rewardWeights(
  candidates: readonly Candidate[],
  isCalibrated: boolean,
): (candidate: Candidate) => number {
  const values = candidates.flatMap(({ score }) => (score === undefined ? [] : [score.value]));
  const highest = Math.max(...values);
  const weight = (value: number) => (isCalibrated ? value : Math.exp(value - highest));
  return ({ score }) => (score === undefined ? 0 : weight(score.value));
}

function mayVote({ trajectory, objective }: Candidate): boolean {
  return isComplete(trajectory) && objective?.feasible !== false;
}
