import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { InputError } from '../core/errors.ts';
import type { Calibration } from '../learn/calibration.ts';
import type { TrainedReward } from '../learn/trainer.ts';
import { readModelFolder } from './model-folder.ts';
import { saveTrainedReward } from './save-trained-reward.ts';
import { provenance, trainLetters } from './testing/letter-model.ts';
import { checkModelTarget } from './write-model-folder.ts';

let root: string;
let folder: string;
let trained: TrainedReward;

beforeAll(async () => {
  trained = await trainLetters();
});

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'armap-model-'));
  folder = join(root, 'models', 'letters');
  return () => rm(root, { recursive: true, force: true });
});

describe('a model folder', () => {
  it('comes back as it was written', async () => {
    const card = await saveTrainedReward(folder, trained, provenance);
    const { card: read, model } = await readModelFolder(folder);
    expect(read).toEqual(card);
    expect(model.length).toBeGreaterThan(100);
    expect(read).toMatchObject({
      format: 'armap-reward/1',
      kind: 'mlp',
      encoder: { id: 'letters', version: 2, featureNames: ['a', 'b', 'c', 'd'] },
      calibration: trained.calibration,
      training: { seed: 1, epochs: trained.epochs, datasetFile: 'triplets.jsonl' },
    });
    expect(read.metrics).toEqual(trained.metrics);
    expect(read.version).toMatch(/^[0-9a-f]{12}$/);
  });

  it('has the same bytes after the same training', async () => {
    const other = join(root, 'other');
    await saveTrainedReward(folder, trained, provenance);
    await saveTrainedReward(other, await trainLetters(), provenance);
    for (const file of ['model.json', 'model.onnx']) {
      expect(await readFile(join(other, file))).toEqual(await readFile(join(folder, file)));
    }
  });

  it('has another version when weights, encoder or calibration are others', async () => {
    const versions = new Set<string>();
    const { encoder } = provenance;
    const variants = [
      [trained, provenance],
      [await trainLetters({ kind: 'linear' }), provenance],
      [trained, { ...provenance, encoder: { ...encoder, version: 3 } }],
      [{ ...trained, calibration: { a: 1, b: 2 } }, provenance],
      [{ ...trained, calibration: isotonic(0.25) }, provenance],
      [{ ...trained, calibration: isotonic(0.5) }, provenance],
    ] as const;
    for (const [reward, from] of variants) {
      versions.add((await saveTrainedReward(folder, reward, from)).version);
    }
    expect(versions.size).toBe(6);
    const renamed = { ...provenance, name: 'other', createdAt: '2030-01-01T00:00:00Z' };
    versions.add((await saveTrainedReward(folder, trained, renamed)).version);
    expect(versions.size).toBe(6);
  });

  it('replaces an older model whole and leaves nothing else behind', async () => {
    await saveTrainedReward(folder, await trainLetters({ kind: 'linear' }), provenance);
    await saveTrainedReward(folder, trained, provenance);
    expect((await readModelFolder(folder)).card.kind).toBe('mlp');
    expect(await readdir(join(root, 'models'))).toEqual(['letters']);
    expect((await readdir(folder)).sort()).toEqual(['model.json', 'model.onnx']);
  });

  it('takes an empty folder and keeps a link a link', async () => {
    await mkdir(folder, { recursive: true });
    const link = join(root, 'current');
    await symlink(folder, link);
    await saveTrainedReward(link, trained, provenance);
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect((await readModelFolder(folder)).card.kind).toBe('mlp');
  });

  it('refuses to replace anything that is not a model', async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'thesis.txt'), 'years of work');
    const failure = /letters: it exists and is not a model folder: it holds thesis.txt.*another/;
    await expect(checkModelTarget(folder)).rejects.toThrow(failure);
    await expect(saveTrainedReward(folder, trained, provenance)).rejects.toThrow(failure);
    expect(await readFile(join(folder, 'thesis.txt'), 'utf8')).toBe('years of work');
    expect(await readdir(join(root, 'models'))).toEqual(['letters']);

    const annotated = join(root, 'annotated');
    await saveTrainedReward(annotated, trained, provenance);
    await writeFile(join(annotated, 'notes.txt'), 'the good one');
    await expect(saveTrainedReward(annotated, trained, provenance)).rejects.toThrow(/notes\.txt/);

    const notOurs = join(root, 'package');
    await mkdir(notOurs);
    await writeFile(join(notOurs, 'model.json'), '{"format":"another"}');
    await expect(saveTrainedReward(notOurs, trained, provenance)).rejects.toThrow(InputError);
  });

  it('names the folder when nothing can be written there', async () => {
    const file = join(root, 'file');
    await writeFile(file, '');
    for (const target of [file, join(file, 'model')]) {
      const failure = new RegExp(`${target}: it cannot be written.*you may write to`);
      await expect(saveTrainedReward(target, trained, provenance)).rejects.toThrow(failure);
      await expect(checkModelTarget(target)).rejects.toThrow(failure);
    }
  });

  it.skipIf(process.getuid?.() === 0)('names a folder without permission', async () => {
    await mkdir(join(root, 'models'));
    await chmod(join(root, 'models'), 0o500);
    await expect(saveTrainedReward(folder, trained, provenance)).rejects.toThrow(InputError);
  });
});

describe('reading a model folder', () => {
  beforeEach(async () => {
    await saveTrainedReward(folder, trained, provenance);
  });

  async function editCard(change: (text: string) => string): Promise<void> {
    const file = join(folder, 'model.json');
    await writeFile(file, change(await readFile(file, 'utf8')));
  }

  it('says which file is missing and what a model folder holds', async () => {
    await expect(readModelFolder(join(root, 'nowhere'))).rejects.toThrow(
      /nowhere.model\.json: there is no such file. Give a folder that "armap train" wrote/,
    );
    await rm(join(folder, 'model.onnx'));
    await expect(readModelFolder(folder)).rejects.toThrow(/model\.onnx: there is no such file/);
    await expect(readModelFolder(join(folder, 'model.json'))).rejects.toThrow(InputError);
  });

  it('refuses a card that is not JSON', async () => {
    await editCard((text) => text.slice(0, -20));
    await expect(readModelFolder(folder)).rejects.toThrow(/model\.json: not valid JSON.*Train/);
  });

  it('refuses a card of another format, and says which formats there are', async () => {
    await editCard((text) => text.replace('armap-reward/1', 'armap-reward/9'));
    await expect(readModelFolder(folder)).rejects.toThrow(
      /field "format": it is "armap-reward\/9", and this build reads "armap-reward\/1"/,
    );
    await editCard(() => 'null');
    await expect(readModelFolder(folder)).rejects.toThrow(/it is absent/);
  });

  it('names the field of a card that is not as it should be', async () => {
    await editCard((text) => text.replace(/"a": [^,]+,/, '"a": -1,'));
    await expect(readModelFolder(folder)).rejects.toThrow(/field "calibration\.a"/);
  });

  it('keeps an isotonic calibration, and refuses one that falls', async () => {
    const calibration = isotonic(0.5);
    await saveTrainedReward(folder, { ...trained, calibration }, provenance);
    expect((await readModelFolder(folder)).card.calibration).toEqual(calibration);
    await editCard((text) => text.replace('"value": 0.5', '"value": 0.95'));
    await expect(readModelFolder(folder)).rejects.toThrow(
      /field "calibration\.knots": must rise in both raw and value/,
    );
  });

  it('refuses weights that were changed', async () => {
    const file = join(folder, 'model.onnx');
    const bytes = await readFile(file);
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(file, bytes);
    await expect(readModelFolder(folder)).rejects.toThrow(
      /model\.onnx: it is not the file that model\.json describes.*Copy the whole folder again/,
    );
  });

  it('refuses a calibration that was changed', async () => {
    await editCard((text) => text.replace(/"a": [^,]+,/, '"a": 1,'));
    await expect(readModelFolder(folder)).rejects.toThrow(/field "version".*was edited/);
  });
});

function isotonic(middle: number): Calibration {
  const knots = [
    { raw: -1, value: 0.125 },
    { raw: 0, value: middle },
    { raw: 2, value: 0.9 },
  ];
  return { kind: 'isotonic', knots };
}

afterAll(() => rm(root, { recursive: true, force: true }));
