import { readIntent } from '../benchmarks/laboratory/goals/intent.ts';
import { gradeTrajectory } from '../benchmarks/laboratory/grade.ts';
import { laboratoryIn } from '../benchmarks/laboratory/hindsight/chronicle.ts';
import { taskFor } from '../benchmarks/laboratory/task.ts';
import type { Trajectory } from '../src/core/trajectory.ts';
import { readTriplets } from '../src/store/records.ts';

/**
 * Judges the finished triplets of the laboratory by the true score, which nothing else may use: how
 * many positives do not fulfil their intent, and how many negatives do?
 */
const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('Usage: npx tsx scripts/audit-laboratory.ts TRIPLETS');
  process.exit(2);
}

let [rows, wrongPositives, wrongNegatives] = [0, 0, 0];
for await (const { value } of readTriplets(file)) {
  if (value.stage !== 'finished') continue;
  rows += 1;
  if (!succeeds(value.positive)) wrongPositives += 1;
  if (succeeds(value.negative)) wrongNegatives += 1;
}
console.log(JSON.stringify({ rows, wrongPositives, wrongNegatives }));

function succeeds(trajectory: Trajectory): boolean {
  const { taskId, intent } = trajectory;
  const task = taskFor(readIntent(intent)!, laboratoryIn(taskId), taskId);
  return gradeTrajectory(task, trajectory).success;
}
