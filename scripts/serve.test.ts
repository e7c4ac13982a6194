import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createPuzzle, game24 } from '../benchmarks/game24/index.ts';
import { createRng } from '../src/core/rng.ts';
import { NO_USAGE } from '../src/core/usage.ts';
import { splitByGroup } from '../src/learn/split.ts';
import { plantedPairs } from '../src/learn/testing/planted-pairs.ts';
import { trainReward } from '../src/learn/trainer.ts';
import { openLearnedReward } from '../src/reward/learned-reward.ts';
import { openRemoteReward } from '../src/reward/remote/open-remote-reward.ts';
import { saveTrainedReward } from '../src/reward/save-trained-reward.ts';

const ENTRY = fileURLToPath(new URL('./armap.ts', import.meta.url));

const trajectories = [
  [4, 5, 6, 10],
  [1, 2, 3, 4],
].map((numbers) => ({
  id: numbers.join(' '),
  benchmark: 'game24',
  taskId: numbers.join(' '),
  intent: createPuzzle(numbers).intent,
  steps: [],
  final: { text: '' },
  end: 'finished' as const,
  facts: { actions: 0 },
  usage: NO_USAGE,
}));

let root: string;
const model = () => join(root, 'model');
const started: ChildProcess[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'armap-serve-'));
  await train(model(), 1);
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** A model of no worth for puzzles of 24, quickly. */
async function train(folder: string, seed: number): Promise<void> {
  const { encoder } = game24;
  const features = encoder.featureNames.length;
  const pairs = plantedPairs({ task: 'linear', pairs: 100, features, seed });
  const inputs = { pairs, split: splitByGroup(pairs.groups) };
  const trained = await trainReward(
    inputs,
    { epochs: 1, hiddenUnits: 4 },
    { rng: createRng(seed) },
  );
  await saveTrainedReward(
    folder,
    { ...trained, featureNames: encoder.featureNames },
    { encoder, seed, datasetHash: '0'.repeat(64) },
  );
}

interface Served {
  readonly child: ChildProcess;
  readonly log: () => string;
}

function armapServe(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Served {
  const child = spawn(process.execPath, ['--import', 'tsx', ENTRY, 'serve', ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  return { child, log: () => log };
}

/** What it prints first: its address. */
async function addressOf({ child, log }: Served): Promise<string> {
  const [line] = (await Promise.race([
    once(child.stdout!, 'data'),
    once(child, 'exit').then(() => {
      throw new Error(log());
    }),
  ])) as [Buffer];
  return line.toString().trim();
}

async function ended({ child }: Served): Promise<number | null> {
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

describe('armap serve', () => {
  it('scores as the model does in the process, takes a new model, and stops in order', async () => {
    const folder = join(root, 'changing');
    await mkdir(folder);
    const copy = async (from: string) => {
      for (const name of ['model.json', 'model.onnx'])
        await copyFile(join(from, name), join(folder, name));
    };
    await copy(model());
    const served = armapServe([folder, '--port', '0', '--workers', '2']);
    const url = await addressOf(served);
    const reward = await openRemoteReward(url);
    const local = await openLearnedReward(folder, [game24.encoder]);
    expect(await reward.score(trajectories)).toEqual(await local.score(trajectories));
    await local.close();
    const card = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8')) as {
      version: string;
    };
    expect(reward.version).toBe(card.version);

    await train(join(root, 'other'), 2);
    await copy(join(root, 'other'));
    served.child.kill('SIGHUP');
    await vi.waitFor(() => {
      expect(served.log()).toContain('now');
    }, 10_000);
    expect((await openRemoteReward(url)).version).not.toBe(card.version);

    const whole = await readFile(join(folder, 'model.onnx'));
    await writeFile(join(folder, 'model.onnx'), whole.subarray(0, whole.length / 2));
    served.child.kill('SIGHUP');
    await vi.waitFor(() => {
      expect(served.log()).toMatch(/the old one goes on: .*model\.onnx: .*SHA-256/);
    }, 10_000);
    expect(await (await openRemoteReward(url)).score(trajectories)).toHaveLength(2);

    served.child.kill('SIGTERM');
    expect(await ended(served)).toBe(0);
    expect(served.log()).toMatch(/stopped; answered (\d+) of \1 accepted requests/);
  });

  it.each([
    [
      'an address beyond this machine without a token',
      ['--host', '0.0.0.0'],
      /--host: 0\.0\.0\.0 can be reached/,
    ],
    ['a token that is not there', ['--token-env', 'NO_SUCH_TOKEN'], /NO_SUCH_TOKEN is not set/],
  ])('refuses %s', async (_, args, message) => {
    const served = armapServe([model(), '--port', '0', ...args]);
    expect(await ended(served)).toBe(2);
    expect(served.log()).toMatch(message);
  });

  it('refuses a truncated model', async () => {
    const folder = join(root, 'truncated');
    await mkdir(folder);
    await copyFile(join(model(), 'model.json'), join(folder, 'model.json'));
    const whole = await readFile(join(model(), 'model.onnx'));
    await writeFile(join(folder, 'model.onnx'), whole.subarray(0, 100));
    const served = armapServe([folder, '--port', '0']);
    expect(await ended(served)).toBe(2);
    expect(served.log()).toMatch(/model\.onnx: it is not the file that model\.json describes/);
  });

  it('listens beyond this machine for those who bring the token', async () => {
    const served = armapServe([model(), '--host', '0.0.0.0', '--port', '0', '--token-env', 'OWN'], {
      OWN: 'sesame',
    });
    const url = (await addressOf(served)).replace('0.0.0.0', '127.0.0.1');
    expect((await fetch(`${url}/v1/model`)).status).toBe(401);
    const headers = { authorization: 'Bearer sesame' };
    expect((await fetch(`${url}/v1/model`, { headers })).status).toBe(200);
    expect(served.log()).not.toContain('sesame');
  });
});
