import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../../core/errors.ts';
import type { Trajectory } from '../../core/trajectory.ts';
import { openPlainTokenizer } from '../../encoders/tokenizer.ts';
import { parseImageProcessor } from '../../encoders/image-processor.ts';
import { ImageStore } from '../../store/image-store.ts';
import { describeReward } from '../../testing/index.ts';
import { openReward } from '../open-reward.ts';
import { messageEncoder } from './message-encoder.ts';
import { openVlmReward } from './open-vlm-reward.ts';
import { pictureTensor } from './picture-tensor.ts';
import { readVlmFolder } from './vlm-folder.ts';

/** What `trainer/fixtures/make_vlm_fixtures.py` writes. */
interface Golden {
  readonly trajectories: readonly Trajectory[];
  readonly images: Readonly<Record<string, string>>;
  readonly messages: readonly (readonly (string | { readonly picture: string })[])[];
  readonly inputIds: readonly (readonly number[])[];
  readonly pixels: readonly string[];
  readonly dropped: readonly number[];
  readonly raws: readonly number[];
}

const FIXTURES = new URL('../../../trainer/golden/', import.meta.url);
const folderOf = (family: string) => fileURLToPath(new URL(family, FIXTURES));

async function readGolden(family: string): Promise<Golden> {
  return JSON.parse(await readFile(new URL(`${family}.json`, FIXTURES), 'utf8')) as Golden;
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const noWarning = (message: string) => expect.unreachable(message);

let scratch: string;
let store: ImageStore;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'armap-vlm-'));
  store = new ImageStore(scratch);
  for (const family of ['vila', 'smolvlm']) {
    for (const [hash, content] of Object.entries((await readGolden(family)).images)) {
      await writeFile(join(scratch, hash), Buffer.from(content, 'base64'));
    }
  }
});
afterAll(() => rm(scratch, { recursive: true }));

describe.each(['vila', 'smolvlm'])('a model of the family %s', async (family) => {
  const golden = await readGolden(family);
  const folder = folderOf(family);
  const { trajectories } = golden;

  it('gives the scores that Python gives', async () => {
    const reward = await openReward(folder, [], noWarning, { pictures: store });
    const scores = await reward.score(trajectories);
    await reward.close?.();
    expect(scores).toHaveLength(20);
    scores.forEach(({ raw, value }, index) => {
      expect(Math.abs(raw - golden.raws[index]!)).toBeLessThan(1e-3);
      expect(value).toBeCloseTo(1 / (1 + Math.exp(-(1.5 * golden.raws[index]! - 0.25))), 3);
    });
  });

  it('reads trajectories as Python does, text and tokens', async () => {
    const { rendering } = await readVlmFolder(folder);
    const encode = messageEncoder(await openPlainTokenizer(folder), rendering);
    trajectories.forEach((trajectory, index) => {
      const { segments, ids, dropped } = encode(trajectory);
      const message = segments.map((part) =>
        typeof part === 'string' ? part : { picture: part.hash },
      );
      expect(message).toEqual(golden.messages[index]);
      expect(ids).toEqual(golden.inputIds[index]);
      expect(dropped).toBe(golden.dropped[index]);
    });
    expect(Math.max(...golden.dropped)).toBeGreaterThan(0);
  });

  it('makes the numbers of pictures that Python makes, byte for byte', async () => {
    const processor = await readFile(join(folder, 'preprocessor_config.json'), 'utf8');
    const toPixels = pictureTensor(parseImageProcessor(JSON.parse(processor)), store);
    for (const [index, message] of golden.messages.entries()) {
      const hashes = message.flatMap((part) => (typeof part === 'string' ? [] : part.picture));
      if (hashes.length === 0) continue;
      const images = hashes.map((hash) => ({ hash, mediaType: '', width: 1, height: 1 }));
      const { data } = await toPixels(images);
      expect(sha256(new Uint8Array(data.buffer)), hashes.join()).toBe(golden.pixels[index]);
    }
  });

  it('sees which page has which picture', async () => {
    const reward = await openVlmReward(folder, { pictures: store });
    const last = trajectories.findLast(({ steps }) => steps.length === 4)!;
    const [{ observation, action }, ...others] = last.steps as [Trajectory['steps'][0]];
    const swapped: Trajectory = {
      ...last,
      steps: [{ observation: { ...observation, image: last.final.image }, action }, ...others],
      final: { ...last.final, image: observation.image },
    };
    const [before, after] = await reward.score([last, swapped]);
    await reward.close();
    expect(Math.abs(before!.raw - after!.raw)).toBeGreaterThan(1e-3);
  });
});

const vila = await readGolden('vila');

describeReward({
  name: 'vision-language',
  create: () => openVlmReward(folderOf('vila'), { pictures: store }),
  trajectories: vila.trajectories.slice(0, 4),
});

describe('a vision-language model in a folder', () => {
  const copies: string[] = [];
  const copy = async (): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'armap-vlm-copy-'));
    copies.push(folder);
    await cp(folderOf('vila'), folder, { recursive: true });
    return folder;
  };
  afterAll(() => Promise.all(copies.map((folder) => rm(folder, { recursive: true }))));

  const editCard = async (edit: (card: string) => string): Promise<string> => {
    const folder = await copy();
    const file = join(folder, 'model.json');
    await writeFile(file, edit(await readFile(file, 'utf8')));
    return folder;
  };

  it('is refused when its weights are cut short', async () => {
    const folder = await copy();
    await truncate(join(folder, 'model.onnx'), 100_000);
    await expect(openVlmReward(folder)).rejects.toThrow(/model\.onnx: it is not the file/);
  });

  it('is refused when another file was edited or is missing', async () => {
    const folder = await copy();
    await writeFile(join(folder, 'preprocessor_config.json'), '{}');
    await expect(openVlmReward(folder)).rejects.toThrow(/preprocessor_config\.json: it is not/);
    await rm(join(folder, 'tokenizer.json'));
    await expect(openVlmReward(folder)).rejects.toThrow(InputError);
  });

  it('is refused when its card was edited', async () => {
    const calibrated = await editCard((card) => card.replace('"a": 1.5', '"a": 2.5'));
    await expect(openVlmReward(calibrated)).rejects.toThrow(/the file was edited/);
    const rendered = await editCard((card) => card.replace(' USER: ', ' HUMAN: '));
    await expect(openVlmReward(rendered)).rejects.toThrow(/the file was edited/);
  });

  it('is refused where it was trained and not exported', async () => {
    const folder = await copy();
    await rename(join(folder, 'model.json'), join(folder, 'reward.json'));
    await expect(openReward(folder, [], noWarning)).rejects.toThrow(/armap-trainer export/);
  });

  it('is refused when it is read by rules that this build does not know', async () => {
    const folder = await editCard((card) => card.replace('"version": 1,', '"version": 2,'));
    await expect(openVlmReward(folder)).rejects.toThrow(/"rendering\.version"/);
  });

  it('names a picture that is missing, and one that is none', async () => {
    const reward = await openVlmReward(folderOf('vila'), {
      pictures: { read: async () => Promise.resolve(Buffer.from('no picture')) },
    });
    const [, walk] = vila.trajectories;
    const hash = walk!.final.image!.hash;
    await expect(reward.score([walk!])).rejects.toThrow(`picture ${hash}`);
    await reward.close();

    const blind = await openVlmReward(folderOf('vila'));
    await expect(blind.score([walk!])).rejects.toThrow(/--pictures: .*Give the folder/);
    expect(await blind.score(vila.trajectories.slice(0, 1))).toHaveLength(1);
    await blind.close();

    const empty = await openVlmReward(folderOf('vila'), {
      pictures: new ImageStore(join(scratch, 'nowhere')),
    });
    await expect(empty.score([walk!])).rejects.toThrow(`picture ${hash} cannot be read`);
    await empty.close();
  });

  it('refuses what is too long even without its steps, by name', async () => {
    const reward = await openVlmReward(folderOf('vila'));
    const long = { ...vila.trajectories[0]!, id: 'endless', intent: 'a b '.repeat(4000) };
    await expect(reward.score([long])).rejects.toThrow(/trajectory endless has more than 2048/);
    await reward.close();
  });

  it('stops between trajectories when it is told to', async () => {
    const reward = await openVlmReward(folderOf('vila'), { pictures: store });
    const controller = new AbortController();
    const scoring = reward.score(vila.trajectories, { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(scoring).rejects.toThrow('enough');
    await reward.close();
  });

  it('says what a provider needs that is not there', async () => {
    await expect(
      openReward(folderOf('vila'), [], noWarning, {
        environment: { ARMAP_EXECUTION_PROVIDERS: 'gpu' },
      }),
    ).rejects.toThrow(/"gpu" is not .* Give some of cpu, cuda/);
    await expect(
      openVlmReward(folderOf('vila'), { executionProviders: ['coreml'] }),
    ).rejects.toThrow(/coreml needs macOS/);
  });
});
