import { gradeOutput } from '../benchmarks/game24/grade.ts';
import { createPuzzle, parseIntent } from '../benchmarks/game24/puzzle.ts';
import { integer } from '../benchmarks/game24/rational.ts';
import { numbersLeft } from '../benchmarks/game24/reading.ts';
import { canMake } from '../benchmarks/game24/solver.ts';
import { markdownTable } from 'markdown-table';
import type { Trajectory } from '../src/core/trajectory.ts';
import { readTriplets } from '../src/store/records.ts';

/**
 * Judges triplets of Game of 24 by the grader and a solver, which nothing else may use: how many
 * positives do not fulfil their intent, or cannot any more, and how many negatives do, or still can?
 */
const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('Usage: npx tsx scripts/audit-game24.ts TRIPLETS');
  process.exit(2);
}

const counts = new Map<string, { rows: number; wrongPositives: number; wrongNegatives: number }>();
for await (const { value } of readTriplets(file)) {
  const kind = counts.get(value.negativeKind) ?? { rows: 0, wrongPositives: 0, wrongNegatives: 0 };
  counts.set(value.negativeKind, kind);
  kind.rows += 1;
  if (!succeeds(value.positive)) kind.wrongPositives += 1;
  if (succeeds(value.negative)) kind.wrongNegatives += 1;
}

const total = { rows: 0, wrongPositives: 0, wrongNegatives: 0 };
for (const kind of counts.values()) {
  total.rows += kind.rows;
  total.wrongPositives += kind.wrongPositives;
  total.wrongNegatives += kind.wrongNegatives;
}
const body = [...counts.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).concat([['all', total]]);
console.log(
  markdownTable(
    [
      ['negative', 'rows', 'wrong positives', 'wrong negatives', 'wrong negatives %'],
      ...body.map(([kind, { rows, wrongPositives, wrongNegatives }]) => [
        kind,
        String(rows),
        String(wrongPositives),
        String(wrongNegatives),
        ((100 * wrongNegatives) / rows).toFixed(2),
      ]),
    ],
    { align: ['l', 'r', 'r', 'r', 'r'] },
  ),
);

/** Whether a finished trajectory fulfils its intent, or a prefix still can. */
function succeeds(trajectory: Trajectory): boolean {
  const { numbers, target } = parseIntent(trajectory.intent)!;
  if (trajectory.end === 'finished') {
    const answer = trajectory.steps.at(-1)!.action.replace(/^answer:\s*/i, '');
    return gradeOutput(createPuzzle(numbers, target), answer).success;
  }
  return canMake(numbersLeft(trajectory.final.text)!, integer(target));
}
