import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Trajectory } from '../../core/trajectory.ts';
import { ImageStore } from '../../store/image-store.ts';
import { openReward } from '../open-reward.ts';

/** What `trainer/fixtures/make_vlm_fixtures.py` writes, of which this test needs so much. */
interface Golden {
  readonly trajectories: readonly Trajectory[];
  readonly images: Readonly<Record<string, string>>;
  readonly raws: readonly number[];
}

const trainer = fileURLToPath(new URL('../../../trainer/', import.meta.url));
const python = join(trainer, '.venv', 'bin', 'python');

const KEY = 'a secret of this test';
const environment = { PYTHONPATH: trainer, ARMAP_TOKEN: KEY, OMP_NUM_THREADS: '1' };
const STARTING_MS = 300_000;

const noWarning = (message: string): void => expect.unreachable(message);

/** Resolves to the address that the server tells, and rejects with what it says if it ends. */
async function addressOf(server: ChildProcess): Promise<string> {
  const told: string[] = [];
  for await (const line of createInterface({ input: server.stderr! })) {
    const address = /^serving .* at (http:\S+)$/.exec(line)?.[1];
    if (address !== undefined) return address;
    told.push(line);
  }
  throw new Error(`The server ended: ${told.join('\n')}`);
}

describe.skipIf(!existsSync(python))('armap-trainer serve (skipped without trainer/.venv)', () => {
  let folder: string;
  let server: ChildProcess;
  let address: string;
  let golden: Golden;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'armap-served-vlm-'));
    golden = JSON.parse(await readFile(join(trainer, 'golden', 'vila.json'), 'utf8')) as Golden;
    for (const [hash, content] of Object.entries(golden.images)) {
      await writeFile(join(folder, hash), Buffer.from(content, 'base64'));
    }
    const options = { env: { ...process.env, ...environment } };
    const model = join(folder, 'model');
    const make = ['-m', 'armap_trainer.testing.golden', 'vila', folder];
    await promisify(execFile)(python, make, options);
    server = spawn(python, ['-m', 'armap_trainer', 'serve', model, '--port', '0'], options);
    address = await addressOf(server);
  }, STARTING_MS);
  afterAll(async () => {
    server.kill();
    await rm(folder, { recursive: true });
  });

  const open = (key: string, warn = noWarning) =>
    openReward(address, [], warn, {
      pictures: new ImageStore(folder),
      environment: { ARMAP_REWARD_KEY: key },
    });

  it('gives our client the scores that Python gives, pictures sent along', async () => {
    const reward = await open(KEY);
    expect(reward).toMatchObject({ calibrated: true, sees: { text: true, images: true } });
    const scores = await reward.score(golden.trajectories);
    expect(scores).toHaveLength(20);
    scores.forEach(({ raw, value }, index) => {
      expect(Math.abs(raw - golden.raws[index]!)).toBeLessThan(1e-3);
      expect(value).toBeCloseTo(1 / (1 + Math.exp(-(1.5 * golden.raws[index]! - 0.25))), 3);
    });
  });

  it('tells a client with another key that it is wrong', async () => {
    await expect(open('another')).rejects.toThrow(/401.*token is missing or wrong/);
  });

  it('says which trajectory it cannot score, and why', async () => {
    const reward = await open(KEY, () => undefined);
    const [first] = golden.trajectories as [Trajectory];
    const long = { ...first, id: 'endless', intent: 'a red mug and '.repeat(2000) };
    await expect(reward.score([first, long])).rejects.toThrow(/'endless' is too long/);
  });
});
