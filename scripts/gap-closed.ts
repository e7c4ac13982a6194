import { join } from 'node:path';
import { markdownTable } from 'markdown-table';
import { createRng } from '../src/core/rng.ts';
import { outcomeSchema } from '../src/evaluate/outcome.ts';
import { mean } from '../src/evaluate/statistics.ts';
import { readJsonLines } from '../src/store/jsonl.ts';

/**
 * How much of the gap between one rollout and a perfect choice best-of-n closes, with 95 % intervals
 * (percentile bootstrap over tasks) and the difference to the first journal on the same tasks.
 *
 * Usage: gap-closed.ts FOLDER..., folders of `armap eval --planner best-of-n --out FOLDER`
 */
const RESAMPLES = 2000;

interface Choice {
  readonly chosen: number;
  readonly drawn: number;
  readonly oracle: number;
}

async function readChoices(folder: string): Promise<ReadonlyMap<string, Choice>> {
  const choices = new Map<string, Choice>();
  for await (const { value } of readJsonLines(join(folder, 'journal.jsonl'), outcomeSchema)) {
    if (value.planner !== 'best-of-n') continue;
    choices.set(value.task, {
      chosen: value.score,
      drawn: mean(value.candidates.map(({ score }) => score)),
      oracle: value.oracleScore,
    });
  }
  return choices;
}

function gapClosed(choices: readonly Choice[]): number {
  const from = mean(choices.map(({ drawn }) => drawn));
  const to = mean(choices.map(({ oracle }) => oracle));
  return (mean(choices.map(({ chosen }) => chosen)) - from) / (to - from);
}

const folders = process.argv.slice(2);
const journals = await Promise.all(folders.map(readChoices));
const [first] = journals;
if (first === undefined) throw new Error('Give folders of evaluations');
const tasks = [...first.keys()].filter((task) => journals.every((journal) => journal.has(task)));
const of = (journal: ReadonlyMap<string, Choice>, drawn: readonly string[]): number =>
  gapClosed(drawn.map((task) => journal.get(task)!));
const rng = createRng(1);
const samples = Array.from({ length: RESAMPLES }, () =>
  tasks.map(() => tasks[rng.integer(tasks.length)]!),
);
const percent = (share: number): string => (100 * share).toFixed(1);
const interval = (measure: (drawn: readonly string[]) => number): string => {
  const sorted = samples.map(measure).sort((a, b) => a - b);
  const at = (quantile: number): string => percent(sorted[Math.round(quantile * (RESAMPLES - 1))]!);
  return `${at(0.025)} to ${at(0.975)}`;
};
const rows = journals.map((journal, index) => {
  const more = (drawn: readonly string[]): number => of(journal, drawn) - of(first, drawn);
  return [
    folders[index]!,
    percent(of(journal, tasks)),
    interval((drawn) => of(journal, drawn)),
    percent(more(tasks)),
    interval(more),
  ];
});
console.log(`${tasks.length} tasks\n`);
console.log(
  markdownTable([
    ['evaluation', 'gap closed %', '95 % interval', 'more than the first', '95 % interval'],
    ...rows,
  ]),
);
