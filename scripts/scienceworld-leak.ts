import { parseArgs } from 'node:util';
import { findJar } from '../benchmarks/scienceworld/jar/find-jar.ts';
import { JavaSimulator } from '../benchmarks/scienceworld/jvm/java-simulator.ts';
import { watchForLeaks } from '../benchmarks/scienceworld/testing/leak-watch.ts';
import { createRng } from '../src/core/rng.ts';

/**
 * Whether one simulator grows over many odd actions and resets: the objects that it keeps for us, and
 * its heap in megabytes after a collection of garbage.
 */

const { values } = parseArgs({
  options: {
    jar: { type: 'string', default: '' },
    steps: { type: 'string', default: '10000' },
    checks: { type: 'string', default: '10' },
  },
});
const MINUTE = 60_000;
const simulator = await JavaSimulator.start({
  jar: (await findJar({ path: values.jar })).path,
  heap: '1g',
  timeoutMs: MINUTE,
  startTimeoutMs: MINUTE,
});
const report = await watchForLeaks(simulator, {
  steps: Number(values.steps),
  checks: Number(values.checks),
  rng: createRng('leak'),
});
simulator.close();
for (const { steps, references, heapBytes } of report) {
  console.log(
    JSON.stringify({ steps, references, heapMiB: Number((heapBytes / 2 ** 20).toFixed(1)) }),
  );
}
const kept = new Set(report.map(({ references }) => references));
process.exitCode = kept.size === 1 ? 0 : 1;
