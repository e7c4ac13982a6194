import { markdownTable } from 'markdown-table';
import type { Task } from '../src/core/task.ts';
import type { Trajectory } from '../src/core/trajectory.ts';
import type { Triplet } from '../src/core/triplet.ts';
import { replay } from '../src/search/replay.ts';
import { readTriplets } from '../src/store/records.ts';
import { canStillSucceed } from './audit/can-still-succeed.ts';
import { registry } from './registry.ts';

/**
 * Plays every positive and negative of a file again and judges it by the true score, which nothing
 * that makes or uses the data may ask: how many positives do not fulfil their intent, or cannot any
 * more, and how many negatives do, or still can?
 */
const [name, file] = process.argv.slice(2);
const benchmark = registry.benchmarks.find((entry) => entry.benchmark.name === name)?.benchmark;
if (benchmark === undefined || file === undefined) {
  const names = registry.benchmarks.map((entry) => entry.benchmark.name).join('|');
  console.error(`Usage: npx tsx scripts/audit-triplets.ts ${names} TRIPLETS`);
  process.exit(2);
}
const set = await benchmark.load({});

interface Count {
  rows: number;
  wrongPositives: number;
  wrongNegatives: number;
  /** Sides whose pages are not those of their actions. */
  changedPages: number;
}

const counts = new Map<string, Count>();
const total: Count = { rows: 0, wrongPositives: 0, wrongNegatives: 0, changedPages: 0 };
for await (const { value, line } of readTriplets(file)) {
  if (value.goal === undefined) {
    console.error(`${file}:${line}: the row has no "goal"; make the file again`);
    process.exit(2);
  }
  const task: Task = { ...set.fromGoal(value.goal), id: value.taskId, intent: value.intent };
  const kind = counts.get(value.negativeKind) ?? {
    ...total,
    rows: 0,
    wrongPositives: 0,
    wrongNegatives: 0,
    changedPages: 0,
  };
  counts.set(value.negativeKind, kind);
  const changed = (
    await Promise.all([value.positive, value.negative].map((side) => isChanged(task, side)))
  ).filter(Boolean).length;
  const [positive, negative] = await Promise.all([
    succeeds(task, value, value.positive),
    succeeds(task, value, value.negative),
  ]);
  for (const count of [kind, total]) {
    count.rows += 1;
    count.changedPages += changed;
    if (!positive) count.wrongPositives += 1;
    if (negative) count.wrongNegatives += 1;
  }
}

const percent = (count: number, rows: number) => ((100 * count) / rows).toFixed(2);
const body = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
console.log(
  markdownTable(
    [
      ['negative', 'rows', 'wrong positives %', 'wrong negatives %', 'changed pages'],
      ...[...body, ['all', total] as const].map(([kind, count]) => [
        kind,
        String(count.rows),
        percent(count.wrongPositives, count.rows),
        percent(count.wrongNegatives, count.rows),
        String(count.changedPages),
      ]),
    ],
    { align: ['l', 'r', 'r', 'r', 'r'] },
  ),
);

async function isChanged(task: Task, side: Trajectory): Promise<boolean> {
  const actions = side.steps.map(({ action }) => action);
  const { trajectory } = await replay(benchmark!, task, actions);
  const pages = ({ steps, final }: Trajectory) =>
    JSON.stringify([...steps.map(({ observation }) => observation.text), final.text]);
  return pages(trajectory) !== pages(side);
}

/** Whether a finished trajectory fulfils its intent, or a prefix still can without taking back. */
async function succeeds(task: Task, row: Triplet, side: Trajectory): Promise<boolean> {
  if (row.stage === 'finished') {
    return side.end === 'finished' && (await benchmark!.grade(task, side)).success;
  }
  return canStillSucceed(benchmark!.name, task, side);
}
