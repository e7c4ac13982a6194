import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { findJar } from '../../benchmarks/scienceworld/jar/find-jar.ts';
import { JavaSimulator } from '../../benchmarks/scienceworld/jvm/java-simulator.ts';

/**
 * Steps per second of the official simulator through the bridge, with the same jar and the same loop
 * beside it in Python: load an episode, then a fixed list of actions, each with score, completion and
 * time. `python` asks for just these through Py4J; `wrapper` is `ScienceWorldEnv.step` of the package
 * `scienceworld`, which asks for more at each step. `--python` names a Python that has the package;
 * without it only the bridge runs. All take turns, so that a busy machine is as busy for each; a ratio
 * is the median of those of the turns.
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
    for turn in sys.stdin:
        print(json.dumps({"rate": run()}), flush=True)
`;

const jar = await findJar({ path: values.jar });
const { python } = values;

/** Steps per second in one turn. */
interface Contender {
  readonly run: () => Promise<number>;
  readonly close: () => void;
}

const contenders: Readonly<Record<string, Contender>> = {
  bridge: await startBridge(),
  ...(python === ''
    ? {}
    : { python: startPython(python, LEAN_LOOP), wrapper: startPython(python, WRAPPER_LOOP) }),
};
const rates: Record<string, number[]> = {};
for (const { run } of Object.values(contenders)) await run();
for (let turn = 0; turn < RUNS; turn += 1) {
  for (const [name, { run }] of Object.entries(contenders)) (rates[name] ??= []).push(await run());
}
for (const { close } of Object.values(contenders)) close();
const { bridge: ours, ...beside } = rates;
const ratios = Object.entries(beside).map(([name, theirs]) => {
  const each = theirs.map((rate, turn) => ours![turn]! / rate);
  return [`bridge over ${name}`, Number(median(each).toFixed(2))] as const;
});
const results = {
  benchmark: 'scienceworld',
  version: jar.version ?? jar.sha256.slice(0, 12),
  stepsPerSecond: Object.fromEntries(
    Object.entries(rates).map(([name, runs]) => [name, summary(runs)]),
  ),
  ratios: Object.fromEntries(ratios),
  ...(python === '' ? { skipped: 'Python: give --python' } : {}),
};
console.log(JSON.stringify(results, null, 2));

async function startBridge(): Promise<Contender> {
  const simulator = await JavaSimulator.start({
    jar: jar.path,
    heap: '1g',
    timeoutMs: 60_000,
    startTimeoutMs: 60_000,
  });
  const run = async () => {
    await simulator.load(EPISODE);
    const startedAt = performance.now();
    for (let step = 0; step < STEPS; step += 1) {
      await simulator.step(ACTIONS[step % ACTIONS.length]!);
    }
    return (1000 * STEPS) / (performance.now() - startedAt);
  };
  return {
    run,
    close: () => {
      simulator.close();
    },
  };
}

/** A program in Python that takes a turn for every line that it is sent. */
function startPython(command: string, loop: string): Contender {
  // The simulator leaves a table of its objects where it is started.
  const cwd = mkdtempSync(join(tmpdir(), 'armap-bench-'));
  const file = join(cwd, 'loop.py');
  writeFileSync(file, TIMING + loop);
  const input = JSON.stringify([resolve(jar.path), STEPS, EPISODE, ACTIONS]);
  const child = spawn(command, [file, input], { cwd, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const failed = once(child, 'close').then(() => {
    throw new Error(`${command} ended before its turn was over`);
  });
  failed.catch(() => undefined);
  const rate = async () => {
    for (;;) {
      const [line] = (await once(lines, 'line')) as [string];
      if (line.startsWith('{"rate"')) return (JSON.parse(line) as { rate: number }).rate;
    }
  };
  const run = () => {
    child.stdin.write('\n');
    return Promise.race([rate(), failed]);
  };
  return {
    run,
    close: () => {
      child.stdin.end();
    },
  };
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1]!;
}

function summary(runs: readonly number[]) {
  const sorted = [...runs].sort((a, b) => a - b);
  const [slowest, fastest] = [sorted[0]!, sorted.at(-1)!];
  return {
    median: Math.round(median(runs)),
    slowest: Math.round(slowest),
    fastest: Math.round(fastest),
  };
}
