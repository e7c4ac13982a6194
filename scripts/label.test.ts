import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answer,
  html,
  noChoices,
  refuse,
  startOpenAiServer,
  truncatedJson,
  type Script,
} from '../agents/testing/openai-server.ts';
import { game24 } from '../benchmarks/game24/index.ts';
import { webshop } from '../benchmarks/webshop/webshop.ts';
import type { Preference } from '../src/core/preference.ts';
import { cardName, readDatasetCard } from '../src/store/dataset-card.ts';
import { readRewardRows } from '../src/store/records.ts';
import { runArmap as armap } from './testing/run-armap.ts';

let folder: string;
const at = (name: string) => join(folder, name);

const label = (walks: string, out: string, ...more: string[]) =>
  armap(['label', at(walks), '--out', at(out), ...more]);

async function rowsOf(file: string): Promise<Preference[]> {
  const rows: Preference[] = [];
  for await (const { value } of readRewardRows(at(file))) rows.push(value as Preference);
  return rows;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'armap-label-'));
  for (const [benchmark, tasks, count] of [
    [game24, 150, 600],
    [webshop, 40, 400],
  ] as const) {
    const { splits } = await benchmark.load({});
    const argv = ['collect', benchmark.name, '--seed', '3', '--count', String(count)];
    const some = splits['train']!.slice(0, tasks).join(',');
    const collected = await armap([
      ...argv,
      '--tasks',
      some,
      '--out',
      at(`${benchmark.name}.jsonl`),
    ]);
    expect(collected).toMatchObject({ code: 0 });
  }
});
afterAll(() => rm(folder, { recursive: true }));

describe('armap label with rules alone', () => {
  it.each([
    ['game24', 200],
    ['webshop', 100],
  ])(
    'gives rows on %s that a reward learns from, by themselves and beside triplets',
    async (name, pairs) => {
      const out = `${name}-rules.jsonl`;
      const options = ['--labeller', 'rules', '--pairs', String(pairs)];
      expect(await label(`${name}.jsonl`, out, ...options)).toMatchObject({ code: 0 });
      const rows = await rowsOf(out);
      expect(rows.length).toBeGreaterThan(pairs / 2);
      expect(rows.some(({ preference }) => preference === 1)).toBe(true);
      expect(rows.some(({ preference }) => preference === 0)).toBe(true);
      for (const { first, second, intent, taskId } of rows) {
        expect(first).toMatchObject({ intent, taskId });
        expect(second).toMatchObject({ intent, taskId });
      }
      const card = await readDatasetCard(at(out));
      expect(card).toMatchObject({
        kind: 'preferences',
        benchmark: name,
        counts: { labelled: rows.length },
        file: { rows: rows.length },
        models: [],
        spent: { calls: 0, costUsd: 0 },
      });
      expect(card.sources).toHaveLength(1);
      const triplets = at(`${name}-triplets.jsonl`);
      const walks = at(`${name}.jsonl`);
      await armap(['synthesize', walks, '--out', triplets, '--count', '200']);
      const train = (model: string, ...files: string[]) =>
        armap(['train', ...files, '--out', at(model), '--epochs', '2', '--json']);
      const alone = await train(`${name}-a`, at(out));
      expect(alone).toMatchObject({ code: 0 });
      const both = await train(`${name}-b`, at(out), triplets);
      expect(both).toMatchObject({ code: 0 });
      const kinds = Object.keys(
        (JSON.parse(both.out) as { metrics: { negativeKinds: object } }).metrics.negativeKinds,
      );
      expect(kinds).toContain('judged by rules');
      expect(kinds.length).toBeGreaterThan(1);
    },
    60_000,
  );

  it('labels alike every time, with any concurrency', async () => {
    for (const [out, concurrency] of [
      ['a.jsonl', '1'],
      ['b.jsonl', '7'],
    ] as const) {
      await label(
        'game24.jsonl',
        out,
        ...['--labeller', 'rules', '--pairs', '50', '--concurrency', concurrency],
      );
    }
    expect(await readFile(at('a.jsonl'))).toEqual(await readFile(at('b.jsonl')));
  });

  it('compares prefixes where the rules can, and says so where they cannot', async () => {
    const options = ['--labeller', 'rules', '--pairs', '60', '--compare', 'prefixes'];
    expect(await label('webshop.jsonl', 'prefixes.jsonl', ...options)).toMatchObject({ code: 0 });
    const rows = await rowsOf('prefixes.jsonl');
    expect(rows.every(({ stage, first }) => stage === 'prefix' && first.end === 'unfinished')).toBe(
      true,
    );
    const refused = await label('game24.jsonl', 'none.jsonl', ...options);
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.log).toContain('cannot say which of two prefixes');
  });
});

describe('armap label with a chat model', () => {
  const PRICE = ['--price', '2,8'];
  const model = (baseUrl: string, ...more: string[]) => [
    ...['--labeller', 'openai:judge', '--base-url', baseUrl, '--pairs', '12'],
    ...PRICE,
    ...more,
  ];

  /** Mostly an answer; now and then what servers and models also send. */
  const unreliable: Script = (_, index) =>
    ({ 3: html(), 5: answer('Hard to say.'), 8: truncatedJson(), 11: noChoices() })[index % 13] ??
    (index % 17 === 2 ? refuse(503, 'busy') : answer(`Answer: ${index % 2 === 0 ? 'tie' : '1'}`));

  it('survives partly malformed answers, and its card says what the server counted', async () => {
    await using server = await startOpenAiServer(unreliable);
    const run = await label('game24.jsonl', 'model.jsonl', ...model(server.baseUrl));
    expect(run).toMatchObject({ code: 0 });
    const { spent, counts, models } = await readDatasetCard(at('model.jsonl'));
    expect(counts['pairs']).toBe(12);
    expect(models).toEqual(['openai:judge']);
    expect(spent).toMatchObject({ calls: server.requests.length, ...server.sent });
    const { promptTokens, completionTokens } = server.sent;
    expect(spent.costUsd).toBeCloseTo((2 * promptTokens + 8 * completionTokens) / 1e6, 12);
    for (const { source, criteria } of await rowsOf('model.jsonl')) {
      expect(source).toBe('openai:judge');
      expect(criteria).toMatch(/^\w+$/);
    }
  }, 30_000);

  it('pays nothing for what was answered before', async () => {
    await using server = await startOpenAiServer(answer('Answer: tie'));
    const options = model(server.baseUrl);
    await label('game24.jsonl', 'twice.jsonl', ...options);
    const [before, rows] = [server.requests.length, await readFile(at('twice.jsonl'), 'utf8')];
    await label('game24.jsonl', 'twice.jsonl', ...options);
    expect(server.requests).toHaveLength(before);
    expect(await readFile(at('twice.jsonl'), 'utf8')).toBe(rows);
    expect(before).toBe(24);
    const criteria = at('criteria.txt');
    await writeFile(criteria, 'Fewer steps are better.');
    await label('game24.jsonl', 'twice.jsonl', ...options, '--criteria', criteria);
    expect(server.requests).toHaveLength(2 * before);
  });

  it('goes on where it was interrupted, and forgets no cost', async () => {
    const controller = new AbortController();
    await using server = await startOpenAiServer((_, index) => {
      if (index === 9) controller.abort(new Error('Interrupted'));
      return answer('Answer: 1');
    });
    const argv = [
      ...['label', at('game24.jsonl'), '--out', at('stopped.jsonl'), '--concurrency', '1'],
      ...model(server.baseUrl),
    ];
    expect(await armap(argv, { signal: controller.signal })).toMatchObject({ code: 130 });
    await expect(readFile(at('stopped.jsonl'))).rejects.toThrow();
    expect(await armap(argv)).toMatchObject({ code: 0 });
    const { spent, counts } = await readDatasetCard(at('stopped.jsonl'));
    expect(counts).toMatchObject({ pairs: 12, labelled: 12, inconsistent: 12 });
    // What was in flight when it was stopped may be answered twice, and nothing else.
    expect(server.requests.length).toBeLessThanOrEqual(26);
    expect(spent.calls).toBe(server.requests.length);
  });

  it('ends at its budget with the rows that it paid for, and goes on with a larger one', async () => {
    await using server = await startOpenAiServer(answer('Answer: tie'));
    const limited = (calls: number) =>
      label(
        'game24.jsonl',
        'budget.jsonl',
        ...model(server.baseUrl, '--budget', `policyCalls=${calls}`),
      );
    expect(await limited(12)).toMatchObject({ code: 0 });
    const card = await readDatasetCard(at('budget.jsonl'));
    expect(card.stoppedBy).toBe('budget:policyCalls');
    expect(card.spent.calls).toBe(server.requests.length);
    expect(card.spent.calls).toBeLessThanOrEqual(12);
    const few = await rowsOf('budget.jsonl');
    expect(few.length).toBe(card.spent.calls / 2);
    expect(await limited(26)).toMatchObject({ code: 0 });
    expect((await rowsOf('budget.jsonl')).slice(0, few.length)).toEqual(few);
    expect(await rowsOf('budget.jsonl')).toHaveLength(12);
    expect(server.requests).toHaveLength(24);
  });

  it('keeps what it has when the server fails for good', async () => {
    await using server = await startOpenAiServer((_, index) =>
      index < 6 ? answer('Answer: tie') : refuse(401, 'no such key'),
    );
    const options = model(server.baseUrl, '--concurrency', '1');
    const run = await label('game24.jsonl', 'failed.jsonl', ...options);
    expect(run.code).toBe(1);
    expect(run.log).toContain('no such key');
    const kept = await readFile(at('failed.jsonl.answers.jsonl'), 'utf8');
    expect(kept.match(/"preference":0.5/g)).toHaveLength(3);
  });
});

describe('armap label refuses', () => {
  it.each([
    [['--labeller', 'oracle'], 'there is no labeller "oracle"'],
    [['--labeller', 'rules', '--budget', 'gold=1'], 'there is no resource "gold"'],
    [['--labeller', 'openai:m', '--budget', 'usd=1'], 'what openai:m costs is not known'],
    [['--labeller', 'openai:m', '--criteria', 'nowhere.txt'], 'nowhere.txt'],
  ])('%j', async (options, problem) => {
    const { code, log } = await label('game24.jsonl', 'refused.jsonl', ...options);
    expect(log).toContain(problem);
    expect(code).toBe(2);
  });

  it('a card that is not of the file', async () => {
    await label('game24.jsonl', 'card.jsonl', '--labeller', 'rules', '--pairs', '3');
    await writeFile(at('card.jsonl'), 'changed');
    await expect(readDatasetCard(at('card.jsonl'))).rejects.toThrow('as it is now');
    await writeFile(cardName(at('card.jsonl')), '{}');
    await expect(readDatasetCard(at('card.jsonl'))).rejects.toThrow('not the card of a data set');
  });
});

describe('armap train refuses', () => {
  const write = async (name: string, ...lines: unknown[]) => {
    await writeFile(at(name), lines.map((line) => JSON.stringify(line)).join('\n'));
    return at(name);
  };
  const train = (...files: string[]) => armap(['train', ...files, '--out', at('refused')]);

  it('a broken line, an id that is there twice, and rows of two benchmarks, by their places', async () => {
    await label('game24.jsonl', 'some.jsonl', '--labeller', 'rules', '--pairs', '4');
    const [row] = (await readFile(at('some.jsonl'), 'utf8')).split('\n');
    const record = JSON.parse(row!) as Preference;
    await writeFile(at('broken.jsonl'), `${row!}\n${row!.slice(0, 100)}\n`);
    expect((await train(at('broken.jsonl'))).log).toContain('broken.jsonl:2: not valid JSON');
    const twice = await train(await write('twice.jsonl', record, record));
    expect(twice.log).toContain('twice.jsonl:2, field "id"');
    const other = { ...record, id: 'other', benchmark: 'webshop' };
    const mixed = await train(await write('mixed.jsonl', record, other));
    expect(mixed.log).toContain('mixed.jsonl:2, field "benchmark": "webshop" among rows of');
    const sure = { ...record, preference: 1.5 };
    expect((await train(await write('sure.jsonl', sure))).log).toContain('field "preference"');
    const unknown = { ...record, format: 'armap-preference/9' };
    expect((await train(await write('format.jsonl', unknown))).log).toContain('format.jsonl:1');
    const held = await train(await write('held.jsonl', { ...record, group: '1 3 4 6' }));
    expect(held.code).toBe(2);
  });
});
