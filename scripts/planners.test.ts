import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { answer, refuse } from '../agents/testing/openai-behaviours.ts';
import { startOpenAiServer, type OpenAiServer } from '../agents/testing/openai-server.ts';
import { runArmap } from './testing/run-armap.ts';
import { EVAL, openSmallLoop, rowsOf, type Row, type SmallLoop } from './testing/small-loop.ts';

let loop: SmallLoop;
const at = (name: string): string => loop.at(name);
const armap = (...argv: string[]) => runArmap(argv);

beforeAll(async () => {
  loop = await openSmallLoop(12_000);
});

describe('planners', () => {
  interface Listed {
    readonly name: string;
    readonly summary: string;
    readonly options: readonly { readonly name: string; readonly default: unknown }[];
  }

  it('are listed with their options', async () => {
    const ran = await armap('planners', '--json');
    const listed = JSON.parse(ran.out) as Listed[];
    expect(listed.map(({ name }) => name)).toContain('mcts-gumbel');
    for (const { name, summary, options } of listed) {
      expect(name).toMatch(/^[a-z0-9-]+$/);
      expect(summary).not.toBe('');
      for (const option of options) expect(['number', 'boolean']).toContain(typeof option.default);
    }
    expect((await armap('planners')).out).toContain('| mcts-puct ');
  });

  it('all run by name within one budget, and keep it', async () => {
    const listed = JSON.parse((await armap('planners', '--json')).out) as Listed[];
    const names = listed.map(({ name }) => name).join(',');
    const command = [
      'eval',
      'game24',
      '--tasks',
      'test',
      '--planner',
      names,
      '--reward',
      at('model-mlp'),
    ];
    const ran = await armap(...command, '--budget', 'policyCalls=20', '--samples', '20', '--json');
    expect(ran.log).toBe('');
    const rows = rowsOf(ran) as (Row & { policyCalls: number; crashed: number })[];
    expect(rows.map(({ planner }) => planner)).toEqual(listed.map(({ name }) => name));
    for (const { planner, policyCalls, crashed } of rows) {
      expect(policyCalls, planner).toBeLessThanOrEqual(20 * 100);
      expect(crashed, planner).toBe(0);
    }
    const solved = (name: string) => rows.find(({ planner }) => planner === name)!.successRate;
    expect(solved('mcts-puct')).toBeGreaterThan(1.5 * solved('best-of-n'));
  });

  it('take their options from the command line', async () => {
    const few = ['--planner', 'mcts-puct', '--reward', at('model-mlp'), '--json'];
    const calls = async (...more: string[]) =>
      (rowsOf(await armap(...EVAL, ...few, ...more)) as (Row & { rewardCalls: number })[])[0]!
        .rewardCalls;
    expect(await calls('--planner-option', 'simulations=4')).toBeLessThanOrEqual(500);
    expect(
      await calls('--planner-option', 'simulations=8', '--planner-option', 'widening=0'),
    ).toBeGreaterThan(500);
  });
});

describe('a chat model behind a server', () => {
  const chat = (server: OpenAiServer, ...more: string[]) =>
    armap(
      'eval',
      'game24',
      '--tasks',
      'test',
      '--policy',
      'openai:any',
      '--base-url',
      server.baseUrl,
      '--json',
      ...more,
    );

  it('is evaluated, with the tokens that the server sent and their price', async () => {
    await using server = await startOpenAiServer(answer('Thought: hm\nAction: Answer: 1 + 1'));
    const ran = await chat(
      server,
      '--planner',
      'greedy,sampling',
      '--samples',
      '3',
      '--price',
      '1,2',
    );
    expect(ran.code).toBe(0);
    const rows = rowsOf(ran) as (Row & Record<string, number>)[];
    const total = (name: string) => rows[0]![name]! + rows[1]![name]!;
    expect(server.sent.promptTokens).toBeGreaterThan(0);
    expect(total('promptTokens')).toBe(server.sent.promptTokens);
    expect(total('completionTokens')).toBe(server.sent.completionTokens);
    expect(total('costUsd')).toBeCloseTo(
      (server.sent.promptTokens + 2 * server.sent.completionTokens) / 1e6,
      9,
    );
    expect(rows.map((row) => row['crashed'])).toEqual([0, 0]);
  });

  it('that is refused by its server counts every task as crashed, with the reason', async () => {
    await using server = await startOpenAiServer(refuse(401, 'no such key'));
    const out = at('refused');
    const ran = await chat(server, '--planner', 'greedy', '--out', out);
    expect(ran.code).toBe(0);
    expect(rowsOf(ran)).toMatchObject([{ tasks: 100, crashed: 100, meanScore: 0 }]);
    expect(await readFile(join(out, 'journal.jsonl'), 'utf8')).toContain('no such key');
  });
});
