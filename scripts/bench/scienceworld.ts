import { spawnSync } from 'node:child_process';
import { writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findJar } from '../../benchmarks/scienceworld/jar/find-jar.ts';
import { JavaSimulator } from '../../benchmarks/scienceworld/jvm/java-simulator.ts';

/**
 * Steps per second of the official simulator through the bridge, with the same jar and the same loop
 * beside it in Python: load an episode, then a fixed list of actions, each with score, completion and
 * time. `python` asks for just these through Py4J; `wrapper` is `ScienceWorldEnv.step` of the package
 * `scienceworld`, which asks for more at each step. `--python` names a Python that has the package;
 * without it only the bridge runs.
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

/** As the wrapper of Python does it, without what else it asks at every step. */
const LEAN_LOOP = `
from py4j.java_gateway import JavaGateway, GatewayParameters, launch_gateway
port, process = launch_gateway(classpath=jar, die_on_exit=True, return_proc=True)
gateway = JavaGateway(gateway_parameters=GatewayParameters(auto_field=True, port=port), java_process=process)
world = gateway.jvm.scienceworld.runtime.pythonapi.PythonInterface()
def run():
    world.load(episode["task"], episode["variation"], episode["simplifications"], False)
    def step(action):
        world.step(action)
        world.getScore(), world.getCompleted(), world.getNumMoves()
    return timed(step)
report(run)
gateway.shutdown()
process.kill()
`;

const WRAPPER_LOOP = `
from scienceworld import ScienceWorldEnv
world = ScienceWorldEnv("", jar, envStepLimit=10 * steps)
def run():
    world.load(episode["task"], episode["variation"], episode["simplifications"])
    world.reset()
    return timed(world.step)
report(run)
world.close()
`;

const TIMING = `
import json, sys, time
jar, steps, episode, actions = json.loads(sys.argv[1])
def timed(act):
    started = time.perf_counter()
    for step in range(steps):
        act(actions[step % len(actions)])
    return steps / (time.perf_counter() - started)
def report(run):
    run()
    print(json.dumps([run() for _ in range(int(sys.argv[2]))]), flush=True)
`;

const jar = await findJar({ path: values.jar });
const { python } = values;
const bridge = summary(await runBridge());
const beside =
  python === ''
    ? {}
    : {
        python: summary(runPython(python, LEAN_LOOP)),
        wrapper: summary(runPython(python, WRAPPER_LOOP)),
      };
const ratios = Object.entries(beside).map(([name, { median }]) => [
  `bridge over ${name}`,
  Number((bridge.median / median).toFixed(2)),
]);
const results = {
  benchmark: 'scienceworld',
  version: jar.version ?? jar.sha256.slice(0, 12),
  stepsPerSecond: { bridge, ...beside },
  ratios: Object.fromEntries(ratios) as Record<string, number>,
  ...(python === '' ? { skipped: 'Python: give --python' } : {}),
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

function runPython(python: string, loop: string): number[] {
  // The simulator leaves a table of its objects where it is started.
  const cwd = mkdtempSync(join(tmpdir(), 'armap-bench-'));
  const file = join(cwd, 'loop.py');
  writeFileSync(file, TIMING + loop);
  const input = JSON.stringify([jar.path, STEPS, EPISODE, ACTIONS]);
  const { status, stdout, stderr } = spawnSync(python, [file, input, String(RUNS)], {
    cwd,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${python} failed: ${stderr.trim().split('\n').at(-1) ?? ''}`);
  return JSON.parse(stdout.split('\n').find((line) => line.startsWith('['))!) as number[];
}

function summary(runs: readonly number[]) {
  const sorted = [...runs].sort((a, b) => a - b);
  const [slowest, median, fastest] = [sorted[0]!, sorted[sorted.length >> 1]!, sorted.at(-1)!];
  return { median: Math.round(median), slowest: Math.round(slowest), fastest: Math.round(fastest) };
}
