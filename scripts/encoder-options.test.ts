import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { game24 } from '../benchmarks/game24/index.ts';
import type { Trajectory } from '../src/core/trajectory.ts';
import { readTrajectories } from '../src/store/records.ts';
import { runArmap } from './testing/run-armap.ts';

const SENTENCE_ENCODER = fileURLToPath(
  new URL('../src/encoders/fixtures/tiny-minilm', import.meta.url),
);

let folder: string;
const at = (name: string) => join(folder, name);

/** What a command that must succeed printed. */
async function armap(...argv: readonly string[]): Promise<string> {
  const { code, out, log } = await runArmap(argv);
  expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' });
  return out;
}

const train = (model: string, ...options: readonly string[]) =>
  armap('train', at('rows.jsonl'), '--out', at(model), '--epochs', '2', ...options);

const scoresOf = async (model: string, walks: string) =>
  JSON.parse(await armap('score', at(model), at(walks), '--json')) as {
    readonly scores: readonly { readonly id: string; readonly unusual?: boolean }[];
  };

let walk: Trajectory;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'armap-encoders-'));
  const { splits } = await game24.load({});
  const tasks = splits['train']!.slice(0, 60).join(',');
  const collected = ['--tasks', tasks, '--count', '240', '--out', at('walks.jsonl')];
  await armap('collect', 'game24', ...collected);
  await armap('synthesize', at('walks.jsonl'), '--count', '200', '--out', at('rows.jsonl'));
  for await (const { value } of readTrajectories(at('walks.jsonl'))) {
    walk = value;
    break;
  }
  await writeFile(at('walk.jsonl'), `${JSON.stringify(walk)}\n`);
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

describe('armap train --encoder', () => {
  it.each([
    ['text', 'text'],
    ['both', 'benchmark:game24,text:0'],
    ['a folder', `benchmark:game24,folder:${SENTENCE_ENCODER}`],
  ])(
    '%s: the model is opened again with what it was trained with',
    async (name, specification) => {
      const list = name === 'a folder' ? `benchmark,folder:${SENTENCE_ENCODER}` : name;
      await train('model', '--encoder', list);
      const card = JSON.parse(await readFile(join(at('model'), 'model.json'), 'utf8')) as {
        readonly encoder: { readonly specification?: string };
      };
      expect(card.encoder.specification).toBe(specification);
      const { scores } = await scoresOf('model', 'walk.jsonl');
      expect(scores.map(({ id }) => id)).toEqual([walk.id]);
      const table = await armap(
        ...['eval', 'game24', '--reward', at('model'), '--planner', 'best-of-n'],
        ...['--samples', '3', '--tasks', '900-902'],
      );
      expect(table).toContain('best-of-n');
    },
    60_000,
  );

  it('refuses what is no encoder, and names those that are', async () => {
    const rows = at('rows.jsonl');
    const refused = await runArmap(['train', rows, '--out', at('none'), '--encoder', 'nonsense']);
    expect(refused.code).toBe(2);
    expect(refused.log).toContain('"nonsense" is not an encoder');
  });
});

describe('what a trained model tells', () => {
  beforeAll(() => train('ensemble', '--encoder', 'both', '--heads', '3'), 60_000);

  it('is in its report', async () => {
    expect(await armap('report', at('ensemble'))).toContain('## Pair accuracy');
    expect(JSON.parse(await armap('report', at('ensemble'), '--json'))).toHaveProperty(
      'model.heads',
      3,
    );
  });

  it('says which features decide', async () => {
    const model = ['--out', at('explained'), '--epochs', '2'];
    const { code, log } = await runArmap(['train', at('rows.jsonl'), ...model, '--explain']);
    expect(code).toBe(0);
    expect(log).toContain('what decides between the sides');
    expect(log).toContain('answerIsTarget');
  });

  it('marks what is unlike all that it was trained on', async () => {
    const step = walk.steps[0]!;
    const strange = { ...walk, steps: Array.from({ length: 3000 }, () => step) };
    await writeFile(at('strange.jsonl'), `${JSON.stringify(strange)}\n`);
    expect((await scoresOf('ensemble', 'strange.jsonl')).scores).toMatchObject([{ unusual: true }]);
    expect((await scoresOf('ensemble', 'walk.jsonl')).scores[0]).not.toHaveProperty('unusual');
  });

  it('says which pairs to label next', async () => {
    const choose = ['--choose', 'bald', '--reward', at('ensemble'), '--pool', '40'];
    const options = ['--labeller', 'rules', '--pairs', '8', '--out', at('labels.jsonl')];
    await armap('label', at('walks.jsonl'), ...options, ...choose);
    const lines = (await readFile(at('labels.jsonl'), 'utf8')).trim().split('\n');
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThanOrEqual(8);
  });
});
