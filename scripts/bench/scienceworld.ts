import { spawnSync } from 'node:child_process';
import { writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findJar } from '../../benchmarks/scienceworld/jar/find-jar.ts';
import { JavaSimulator } from '../../benchmarks/scienceworld/jvm/java-simulator.ts';

/**
 * Steps per second of the official simulator through the bridge, beside the same loop through Py4J in
 * Python, with the same jar: load an episode, then a fixed list of actions, each with score,
 * completion and time. `--python` names a Python that has `py4j`; without it only the bridge runs.
 */

const { values } = parseArgs({
  options: {
    jar: { type: 'string', default: '' },
    python: { type: 'string', default: '' },
    steps: { type: 'string', default: '2000' },
    runs: { type: 'string', default: '3' },
  },
});
const STEPS = Number(values.steps);
const RUNS = Number(values.runs);
const EPISODE = { task: 'find-living-thing', variation: 0, simplifications: 'easy' };
const ACTIONS = [
  'look around',
  'go to kitchen',
  'open cupboard',
  'look in cupboard',
  'pick up thermometer',
  'inventory',
  'put down thermometer',
  'close cupboard',
  'go to hallway',
  'wait1',
];

const PYTHON_LOOP = `
import json, sys, time
from py4j.java_gateway import JavaGateway, GatewayParameters, launch_gateway
jar, steps, episode, actions = json.loads(sys.argv[1])
port, process = launch_gateway(classpath=jar, die_on_exit=True, return_proc=True)
gateway = JavaGateway(gateway_parameters=GatewayParameters(auto_field=True, port=port), java_process=process)
world = gateway.jvm.scienceworld.runtime.pythonapi.PythonInterface()
def run():
    world.load(episode["task"], episode["variation"], episode["simplifications"], False)
    started = time.perf_counter()
    for step in range(steps):
        world.step(actions[step % len(actions)])
        world.getScore(), world.getCompleted(), world.getNumMoves()
    return steps / (time.perf_counter() - started)
run()
print(json.dumps([run() for _ in range(int(sys.argv[2]))]))
gateway.shutdown()
process.kill()
`;

const jar = await findJar({ path: values.jar });
const results = {
  benchmark: 'scienceworld',
  version: jar.version ?? jar.sha256.slice(0, 12),
  stepsPerSecond: {
    bridge: summary(await runBridge()),
    ...(values.python === '' ? {} : { python: summary(runPython(values.python)) }),
  },
};
console.log(JSON.stringify(results, null, 2));

async function runBridge(): Promise<number[]> {
  const simulator = await JavaSimulator.start({
    jar: jar.path,
    heap: '1g',
    timeoutMs: 60_000,
    startTimeoutMs: 60_000,
  });
  const once = async () => {
    await simulator.load(EPISODE);
    const startedAt = performance.now();
    for (let step = 0; step < STEPS; step += 1) {
      await simulator.step(ACTIONS[step % ACTIONS.length]!);
    }
    return (1000 * STEPS) / (performance.now() - startedAt);
  };
  await once();
  const runs: number[] = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await once());
  simulator.close();
  return runs;
}

function runPython(python: string): number[] {
  const file = join(mkdtempSync(join(tmpdir(), 'armap-bench-')), 'loop.py');
  writeFileSync(file, PYTHON_LOOP);
  const input = JSON.stringify([jar.path, STEPS, EPISODE, ACTIONS]);
  const { status, stdout, stderr } = spawnSync(python, [file, input, String(RUNS)], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${python} failed: ${stderr.trim().split('\n').at(-1) ?? ''}`);
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as number[];
}

function summary(runs: readonly number[]) {
  const sorted = [...runs].sort((a, b) => a - b);
  const [slowest, median, fastest] = [sorted[0]!, sorted[sorted.length >> 1]!, sorted.at(-1)!];
  return { median: Math.round(median), slowest: Math.round(slowest), fastest: Math.round(fastest) };
}
