import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { game24 } from '../../benchmarks/game24/index.ts';
import type { Trajectory } from '../../src/core/trajectory.ts';
import { openLearnedReward } from '../../src/reward/learned-reward.ts';
import { SCORE_FORMAT, toSent } from '../../src/reward/remote/score-format.ts';
import { putUnderLoad, type ExpectedScores } from '../../src/serve/testing/load.ts';
import { readTrajectories } from '../../src/store/records.ts';

/**
 * `armap serve` under load: concurrent clients, each of whose requests knows the scores that only it
 * can get. Then, still under load, SIGTERM: every request that the server accepted must have been
 * answered to its client. Six times it is told to collect its garbage and to say what it then holds.
 * Prints JSON, and ends with 1 if a score was mixed up or a request lost.
 *
 * Usage: serve-load [--seconds 60] [--clients 64] [--workers 1]
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    clients: { type: 'string', default: '64' },
    workers: { type: 'string', default: '1' },
  },
});
const SECONDS = Number(values.seconds);
const CLIENTS = Number(values.clients);
/** How often memory is looked at. */
const LOOKS = 6;
const STOP_AFTER_MS = 1000;
const PER_REQUEST = 4;

const ENTRY = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../armap.ts' : '../armap.js', import.meta.url),
);
const NODE = [...process.execArgv, ENTRY];
const clock = () => performance.now();

async function armap(...args: string[]): Promise<void> {
  const child = spawn(process.execPath, [...NODE, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`armap ${args.join(' ')} ended with ${code}:\n${log}`);
}

async function prepare(folder: string) {
  const at = (name: string) => join(folder, name);
  await armap('collect', 'game24', '--count', '600', '--seed', '1', '--out', at('walks.jsonl'));
  await armap('synthesize', at('walks.jsonl'), '--seed', '1', '--out', at('triplets.jsonl'));
  await armap('train', at('triplets.jsonl'), '--epochs', '2', '--out', at('model'));
  const trajectories: Trajectory[] = [];
  for await (const { value } of readTrajectories(at('walks.jsonl'))) trajectories.push(value);
  return { model: at('model'), requests: await expected(at('model'), trajectories) };
}

async function expected(
  model: string,
  trajectories: readonly Trajectory[],
): Promise<ExpectedScores[]> {
  const reward = await openLearnedReward(model, [game24.encoder]);
  const requests: ExpectedScores[] = [];
  for (let start = 0; start < trajectories.length; start += PER_REQUEST) {
    const asked = trajectories.slice(start, start + PER_REQUEST);
    const scores = await reward.score(asked);
    const body = { format: SCORE_FORMAT, trajectories: asked.map(toSent) };
    requests.push({ body, raws: scores.map(({ raw }) => raw) });
  }
  await reward.close();
  return requests;
}

/** Has the server say, on SIGUSR2, what it holds once all that can be is collected. */
const TELLS_MEMORY = [
  '--expose-gc',
  `--import=data:text/javascript,${encodeURIComponent(
    'process.on("SIGUSR2", () => { gc(); console.error(`memory ${JSON.stringify(process.memoryUsage())}`); })',
  )}`,
];

/** What the server told, in MiB. */
function memoriesIn(log: string) {
  const inMiB = (bytes: number) => Math.round((bytes / 1024 ** 2) * 10) / 10;
  return Array.from(log.matchAll(/^memory (.+)$/gm), ([, json]) => {
    const memory = JSON.parse(json!) as NodeJS.MemoryUsage;
    return {
      residentMiB: inMiB(memory.rss),
      heapMiB: inMiB(memory.heapUsed),
      externalMiB: inMiB(memory.external),
    };
  });
}

function quantile(sorted: readonly number[], share: number): number {
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
  return Math.round(value * 100) / 100;
}

const folder = await mkdtemp(join(tmpdir(), 'armap-serve-load-'));
try {
  const { model, requests } = await prepare(folder);
  const serve = ['serve', model, '--port', '0', '--workers', values.workers];
  const child = spawn(process.execPath, [...TELLS_MEMORY, ...NODE, ...serve], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const url = line.toString().trim();

  const endsAt = clock() + SECONDS * 1000;
  const looks = setInterval(() => child.kill('SIGUSR2'), (SECONDS * 1000) / LOOKS - 100);
  const load = { url, requests, clients: CLIENTS, clock };
  const timed = await putUnderLoad({ ...load, goOn: () => clock() < endsAt });
  clearInterval(looks);

  setTimeout(() => child.kill('SIGTERM'), STOP_AFTER_MS);
  let hasEnded = false;
  void ended.then(() => (hasEnded = true));
  const stopped = await putUnderLoad({ ...load, goOn: () => !hasEnded });
  const [exitCode] = await ended;
  const [, answered, accepted] = /answered (\d+) of (\d+) accepted/.exec(log) ?? [];
  const received = timed.scored + stopped.scored;
  const mixedUp = timed.mixedUp + stopped.mixedUp;
  const lost = Number(accepted) - received;
  const result = {
    benchmark: 'serve-load',
    seconds: SECONDS,
    clients: CLIENTS,
    workers: Number(values.workers),
    trajectoriesPerRequest: PER_REQUEST,
    requests: timed.scored,
    requestsPerSecond: Math.round(timed.scored / SECONDS),
    refused: timed.refused,
    unanswered: timed.unanswered,
    mixedUp,
    p50Ms: quantile(timed.latencies, 0.5),
    p99Ms: quantile(timed.latencies, 0.99),
    memory: memoriesIn(log),
    stop: { exitCode, accepted: Number(accepted), answered: Number(answered), received, lost },
  };
  console.log(JSON.stringify(result, null, 2));
  if (mixedUp > 0 || lost !== 0 || exitCode !== 0 || timed.unanswered > 0) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
