import { sigmoid } from './logistic.ts';

/**
 * How much one would learn about which head is right from knowing which side of a pair is the better
 * one, in nats, 0 to ln 2: the entropy of the mean preference minus the mean entropy of the heads'
 * preferences (Houlsby et al. 2011, "Bayesian active learning for classification and preference
 * learning", arXiv 1112.5745). It is 0 where all heads agree, also if all are equally unsure: that a
 * pair is a toss-up is nothing to learn from.
 *
 * @param differences raw reward of the first minus that of the second, for each head
 */
export function bald(differences: ArrayLike<number>): number {
  const heads = differences.length;
  let probability = 0;
  let entropy = 0;
  for (let head = 0; head < heads; head += 1) {
    const own = sigmoid(differences[head]!);
    probability += own / heads;
    entropy += entropyOf(own) / heads;
  }
  return Math.max(0, entropyOf(probability) - entropy);
}

function entropyOf(probability: number): number {
  return -(xLogX(probability) + xLogX(1 - probability));
}

function xLogX(x: number): number {
  return x <= 0 ? 0 : x * Math.log(x);
}

/** Something that might be labelled. */
export interface Question {
  /** What its label is worth, see `bald`. */
  readonly worth: number;
  /** The task; questions on one task resemble each other. */
  readonly task: string;
}

/**
 * Orders questions by worth so that no task comes again before every task had its turn: the best
 * question of each task, then the second best of each, and so on. A batch is any beginning of it.
 * Questions of equal worth stay in the order given.
 */
export function orderByWorth<T extends Question>(questions: readonly T[]): T[] {
  const turns = new Map<string, number>();
  return [...questions]
    .sort(byWorth)
    .map((question) => {
      const turn = turns.get(question.task) ?? 0;
      turns.set(question.task, turn + 1);
      return { question, turn };
    })
    .sort((a, b) => a.turn - b.turn || byWorth(a.question, b.question))
    .map(({ question }) => question);
}

function byWorth(a: Question, b: Question): number {
  return b.worth - a.worth;
}
