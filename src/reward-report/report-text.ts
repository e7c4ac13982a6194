import { markdownTable } from 'markdown-table';
import type { Accuracy } from './accuracy.ts';
import type { LengthCorrelation, ModelReport } from './model-report.ts';
import { describeOverOptimisation } from './over-optimisation.ts';

/** A correlation above this deserves a warning. */
const STRONG_CORRELATION = 0.5;

/** A report for people, in Markdown. Equal reports give equal texts. */
export function reportText(report: ModelReport): string {
  return `${sections(report).join('\n\n')}\n`;
}

function sections(report: ModelReport): string[] {
  const { model, accuracy, intents, candidates, bestOfN, confused, length } = report;
  const heads = model.heads === 1 ? '1 head' : `${model.heads} heads`;
  return [
    '# Reward model report',
    `A ${model.kind} model of ${heads} on encoder ${model.encoder}, trained on ${model.trainPairs} pairs. All that follows was measured on ${model.heldOutPairs} pairs of groups of tasks that it was not trained on; they also ended the training and fitted the calibration.`,
    '## Pair accuracy',
    markdownTable(
      [
        ['pairs', 'ranked right', '95 % interval', 'pairs', 'groups'],
        accuracyRow('all', accuracy.overall),
        ...Object.entries(accuracy.stages).map(([name, set]) => accuracyRow(name, set)),
        ...Object.entries(accuracy.negativeKinds).map(([name, set]) =>
          accuracyRow(`against ${name}`, set),
        ),
      ],
      { align: ['l', 'r', 'r', 'r', 'r'] },
    ),
    `Log-loss ${number(report.pairLogLoss)} nats, AUROC ${number(report.auroc)}, calibration error ${number(report.calibrationError)}.`,
    '## Reliability',
    'Finished attempts in ascending order of value, in groups of equal size: what the values promise and what came of it.',
    markdownTable(
      [
        ['attempts', 'mean value', 'fulfilled'],
        ...report.reliability.map(({ rows, meanValue, successShare }) => [
          String(rows),
          number(meanValue),
          number(successShare),
        ]),
      ],
      { align: ['r', 'r', 'r'] },
    ),
    '## Best of N',
    `${intents} intents with ${candidates[0]} to ${candidates[1]} different finished attempts each; N are drawn with replacement. N = 1 is the mean. These attempts were picked to make pairs, so the share that fulfils is not the share of a policy.`,
    markdownTable(
      [
        ['N', 'predicted', 'true', 'oracle'],
        ...bestOfN.map(({ n, predicted, truth, oracle }) => [
          String(n),
          number(predicted),
          number(truth),
          number(oracle),
        ]),
      ],
      { align: ['r', 'r', 'r', 'r'] },
    ),
    describeOverOptimisation(bestOfN),
    '## Length',
    "Spearman's correlation of the raw reward with size, from -1 to 1. Near 0, the reward cannot be raised by padding; successes and failures are told apart because size may tell them apart honestly.",
    markdownTable(
      [
        ['finished attempts', 'number', 'with steps', 'with characters'],
        lengthRow('that fulfil', length.positives),
        lengthRow('that fail', length.negatives),
      ],
      { align: ['l', 'r', 'r', 'r'] },
    ),
    lengthWarning(report),
    '## Worst confused pairs',
    confused.length === 0
      ? 'None.'
      : markdownTable(
          [
            ['row', 'task', 'stage', 'against', 'fulfils', 'ranked above it', 'by'],
            ...confused.map((pair) => [
              pair.id,
              pair.task,
              pair.stage,
              pair.negativeKind,
              pair.positive,
              pair.negative,
              number(pair.difference),
            ]),
          ],
          { align: ['l', 'l', 'l', 'l', 'l', 'l', 'r'] },
        ),
  ];
}

function accuracyRow(name: string, accuracy: Accuracy | null): string[] {
  if (accuracy === null) return [name, '-', '-', '0', '0'];
  const { share, interval, pairs, groups } = accuracy;
  const [low, high] = interval.map(percent);
  return [name, `${percent(share)} %`, `${low} to ${high} %`, String(pairs), String(groups)];
}

function lengthRow(name: string, { attempts, steps, characters }: LengthCorrelation): string[] {
  return [name, String(attempts), number(steps), number(characters)];
}

function lengthWarning({ length: { positives, negatives } }: ModelReport): string {
  const correlations = [positives, negatives].flatMap(({ steps, characters }) => [
    steps,
    characters,
  ]);
  const strongest = Math.max(...correlations.map((correlation) => Math.abs(correlation ?? 0)));
  return strongest > STRONG_CORRELATION
    ? `**The reward goes with length** (${number(strongest)} in size): look at the attempts, and add negatives that are as long as the positives.`
    : `No correlation is above ${STRONG_CORRELATION} in size.`;
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}

function number(value: number | null): string {
  return value === null ? '-' : value.toFixed(3);
}
