import type { Encoder } from '../../src/core/encoder.ts';
import type { Trajectory } from '../../src/core/trajectory.ts';
import { apply, equals, integer, OPERATORS, toNumber, type Rational } from './rational.ts';
import { answerOf, goalOf, numbersLeft, type AnswerReading } from './reading.ts';

/** log(1 + distance) above this says nothing more; also stands for "no number at all". */
const FAR = 8;

type Features = Record<(typeof FEATURES)[number], number>;

/**
 * The intent and what the pages and actions say, as numbers. What is left to compute for the model
 * is which of them matter, and, for prefixes, what they say about the rest of the game: no feature
 * looks more than one operation ahead.
 */
export const encoder: Encoder = {
  id: 'game24',
  version: 1,
  get featureNames() {
    return FEATURES;
  },
  encode: (trajectory, out) => {
    const features = describe(trajectory);
    FEATURES.forEach((name, index) => (out[index] = features[name]));
  },
};

const FEATURES = [
  'answered',
  'answerIsExpression',
  'answerUsesNumbers',
  'answerIsTarget',
  'answerDistance',
  'illegalSteps',
  'oneLeft',
  'twoLeft',
  'threeLeft',
  'fourLeft',
  'leftIsTarget',
  'leftDistance',
  'smallest',
  'middle',
  'largest',
  'target',
  'fractions',
  'negatives',
  'zeros',
  'ones',
  'divisors',
  'targetIsLeft',
  'stepReachesTarget',
  'stepDistance',
  'stepMakesDivisor',
] as const;

function describe(trajectory: Trajectory): Features {
  const { numbers, target } = goalOf(trajectory);
  const features = Object.fromEntries(FEATURES.map((name) => [name, 0])) as Features;
  features.target = Math.log1p(target);
  features.illegalSteps = trajectory.steps.filter(
    ({ observation }, index) => index > 0 && observation.text.startsWith('not a legal step'),
  ).length;
  const answer = answerOf(trajectory, numbers);
  if (answer === undefined) {
    describeNumbersLeft(features, numbersLeft(trajectory.final.text) ?? [], target);
  } else {
    describeAnswer(features, answer, target);
  }
  return features;
}

function describeAnswer(features: Features, answer: AnswerReading, target: number): void {
  features.answered = 1;
  features.answerUsesNumbers = Number(answer.usesNumbers);
  features.answerDistance = FAR;
  if (answer.value === undefined) return;
  features.answerIsExpression = 1;
  features.answerIsTarget = Number(equals(answer.value, integer(target)));
  features.answerDistance = distance(answer.value, target);
}

function describeNumbersLeft(features: Features, left: readonly Rational[], target: number): void {
  const stage = (['oneLeft', 'twoLeft', 'threeLeft', 'fourLeft'] as const)[left.length - 1];
  if (stage === undefined) return;
  features[stage] = 1;
  const sizes = left.map(
    (number) => Math.sign(toNumber(number)) * Math.log1p(Math.abs(toNumber(number))),
  );
  features.smallest = sizes[0]!;
  features.middle = sizes[Math.floor(sizes.length / 2)]!;
  features.largest = sizes.at(-1)!;
  for (const number of left) {
    if (number.denominator !== 1) features.fractions += 1;
    if (number.numerator < 0) features.negatives += 1;
    if (number.numerator === 0) features.zeros += 1;
    if (equals(number, integer(1))) features.ones += 1;
    if (divides(number, target)) features.divisors += 1;
    if (equals(number, integer(target))) features.targetIsLeft = 1;
  }
  if (left.length === 1) {
    features.leftIsTarget = features.targetIsLeft;
    features.leftDistance = distance(left[0]!, target);
  } else {
    describeNextStep(features, left, target);
  }
}

/** What a single operation on two of the numbers can make. */
function describeNextStep(features: Features, left: readonly Rational[], target: number): void {
  features.stepDistance = FAR;
  for (const [i, a] of left.entries()) {
    for (const [j, b] of left.entries()) {
      if (i === j) continue;
      for (const operator of OPERATORS) {
        const made = apply(a, operator, b);
        if (made === undefined) continue;
        features.stepDistance = Math.min(features.stepDistance, distance(made, target));
        if (equals(made, integer(target))) features.stepReachesTarget = 1;
        if (divides(made, target)) features.stepMakesDivisor += 1;
      }
    }
  }
  features.stepMakesDivisor = Math.log1p(features.stepMakesDivisor);
}

function distance(value: Rational, target: number): number {
  return Math.min(FAR, Math.log1p(Math.abs(toNumber(value) - target)));
}

function divides(number: Rational, target: number): boolean {
  return number.denominator === 1 && number.numerator > 1 && target % number.numerator === 0;
}
