import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { answer, refuse } from '../agents/testing/openai-behaviours.ts';
import { startOpenAiServer, type OpenAiServer } from '../agents/testing/openai-server.ts';
import type { Contrast, RankingExplanation } from '../src/reward/explain-ranking.ts';
import { modelCardSchema, versionOf } from '../src/reward/model-card.ts';
import { runArmap, type Ran } from './testing/run-armap.ts';

let folder: string;
const at = (name: string) => join(folder, name);

const armap = (...argv: string[]) => runArmap(argv);

const COLLECT = ['collect', 'game24', '--count', '6000', '--seed', '3'];
const EVAL = [
  'eval',
  'game24',
  '--policy',
  'heuristic',
  '--tasks',
  'test',
  '--samples',
  '20',
  '--seed',
  '1',
];

const train = (trainer: string, ...more: string[]) =>
  armap(
    'train',
    at('triplets.jsonl'),
    '--out',
    at(`model-${trainer}`),
    '--trainer',
    trainer,
    ...more,
  );
const cardOf = async (model: string): Promise<unknown> =>
  JSON.parse(await readFile(at(`${model}/model.json`), 'utf8'));

interface Row {
  readonly planner: string;
  readonly wallMs: number;
  readonly successRate: number;
  readonly oracleSuccessRate: number;
}

const rowsOf = ({ out }: Ran) => (JSON.parse(out) as { rows: Row[] }).rows;
const withoutTime = (rows: readonly Row[]) => rows.map((row) => ({ ...row, wallMs: 0 }));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'armap-cli-'));
  const collected = await armap(...COLLECT, '--out', at('walks.jsonl'));
  expect(collected).toMatchObject({ code: 0 });
  const made = await armap(
    'synthesize',
    at('walks.jsonl'),
    '--out',
    at('triplets.jsonl'),
    '--count',
    '3000',
    '--no-probes',
  );
  expect(made).toMatchObject({ code: 0 });
  expect(await train('mlp')).toMatchObject({ code: 0 });
});

describe('the loop, command by command', () => {
  it('tells on request how good a trained reward is', async () => {
    const ran = await train('linear', '--json');
    expect(ran.code).toBe(0);
    const card = modelCardSchema.parse(JSON.parse(ran.out));
    expect(card).toEqual(modelCardSchema.parse(await cardOf('model-linear')));
    expect(card.kind).toBe('linear');
    expect(card.metrics.stages['finished']!.pairAccuracy).toBeGreaterThan(0.95);
    expect(card.metrics.stages['prefix']!.pairAccuracy).toBeGreaterThan(0.8);
  });

  it('trains by another engine and calibrates by another method, and the card says so', async () => {
    const ran = await train('linear', '--engine', 'onnx', '--calibration', 'isotonic', '--json');
    expect(ran.code).toBe(0);
    const card = modelCardSchema.parse(JSON.parse(ran.out));
    expect(card.training.trainer).toMatch(/^armap-onnx/);
    expect(card.training.options).toMatchObject({ engine: 'onnx', calibration: 'isotonic' });
    expect(card.calibration.kind).toBe('isotonic');
    expect(card.metrics.stages['finished']!.pairAccuracy).toBeGreaterThan(0.95);
    expect(await armap('score', at('model-linear'), at('walks.jsonl'))).toMatchObject({ code: 0 });
  });

  it('scores trajectories in the order of the file', async () => {
    const ran = await armap('score', at('model-mlp'), at('walks.jsonl'), '--json');
    expect(ran.code).toBe(0);
    const { reward, scores } = JSON.parse(ran.out) as {
      reward: string;
      scores: { id: string; raw: number; value: number }[];
    };
    expect(reward).toMatch(/^model-mlp@[0-9a-f]{12}$/);
    const lines = (await readFile(at('walks.jsonl'), 'utf8')).trim().split('\n');
    expect(scores.map(({ id }) => id)).toEqual(
      lines.map((line) => (JSON.parse(line) as { id: string }).id),
    );
    const plain = await armap('score', at('model-mlp'), at('walks.jsonl'));
    expect(plain.out.split('\n')[0]).toBe(
      `${scores[0]!.id}\t${scores[0]!.raw}\t${scores[0]!.value}`,
    );
  });

  it('explains scores action by action, and choices between attempts at one task', async () => {
    const lines = (await readFile(at('walks.jsonl'), 'utf8')).trim().split('\n').slice(0, 3);
    const task = (JSON.parse(lines[0]!) as { taskId: string }).taskId;
    const attempts = lines.map((line) => JSON.stringify({ ...JSON.parse(line), taskId: task }));
    await writeFile(at('few.jsonl'), attempts.join('\n'));
    const ran = await armap('score', at('model-mlp'), at('few.jsonl'), '--explain', '--json');
    const explained = JSON.parse(ran.out) as RankingExplanation;
    for (const { raw, steps } of explained.attempts) {
      const [first] = steps;
      const moved = steps.flatMap(({ contributions }) => contributions);
      const sum = moved.reduce((total, { contribution }) => total + contribution, 0);
      expect(first!.before + sum).toBeCloseTo(raw, 2);
    }
    const [{ better, change }] = explained.contrasts as [Contrast];
    const raws = explained.attempts.map(({ raw }) => raw);
    expect(explained.attempts.find(({ id }) => id === better)!.raw).toBe(Math.max(...raws));
    expect(change.after).toBeGreaterThanOrEqual(change.before);
    const table = await armap('score', at('model-mlp'), at('few.jsonl'), '--explain');
    expect(table.out).toMatch(/: value [01]\.\d{3}, raw reward/);
    expect(table.out).toContain(`${better} above `);
  });

  it('compares planners and gives the same rows again but for the time', async () => {
    const command = [...EVAL, '--reward', at('model-mlp'), '--json'];
    const first = await armap(...command);
    expect(first.code).toBe(0);
    const rows = rowsOf(first);
    expect(rows.map(({ planner }) => planner)).toEqual(['greedy', 'sampling', 'best-of-n']);
    expect(Object.keys(rows[0]!)).toEqual([
      'planner',
      'policy',
      'reward',
      'seed',
      'tasks',
      'meanScore',
      'successRate',
      'interval',
      'oracleMeanScore',
      'oracleSuccessRate',
      'oracleGapClosed',
      'policyCalls',
      'promptTokens',
      'completionTokens',
      'rewardCalls',
      'environmentSteps',
      'costUsd',
      'wallMs',
      'crashed',
      'objective',
      'facts',
      'infeasible',
      'divergences',
      'tiers',
    ]);
    expect(rows[0]).toMatchObject({ objective: 'reward', facts: { actions: 4 }, infeasible: 0 });
    const best = rows[2]!;
    expect(best.successRate).toBeGreaterThanOrEqual(0.99 * best.oracleSuccessRate);
    expect(best.successRate).toBeGreaterThan(3 * rows[1]!.successRate);
    const again = await armap(...command, '--concurrency', '16');
    expect(withoutTime(rowsOf(again))).toEqual(withoutTime(rows));
  });

  it('prints a table for people', async () => {
    const ran = await armap(...EVAL, '--planner', 'greedy');
    expect(ran.out).toMatch(/^\| planner \| score % \|/);
  });

  it('replays episodes and grades them', async () => {
    await writeFile(
      at('episodes.jsonl'),
      [
        {
          task: '4 5 6 10',
          actions: ['10 - 4 = 6', '5 * 6 = 30', '30 - 6 = 24', 'Answer: (10 - 4) * 5 - 6'],
        },
        { task: '4 5 6 10', actions: ['Answer: 4 * 6'] },
        {
          goal: { numbers: [1, 2, 3, 4], target: 10 },
          actions: ['Answer: 1 + 2 + 3 + 4', 'never taken'],
        },
        { task: 0, actions: ['nonsense'] },
      ]
        .map((episode) => JSON.stringify(episode))
        .join('\n'),
    );
    const ran = await armap('replay', 'game24', '--episodes', at('episodes.jsonl'));
    expect(ran.code).toBe(0);
    const episodes = ran.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(episodes.map(({ score }) => score)).toEqual([1, 0, 1, 0]);
    expect(episodes[0]).toMatchObject({
      task: '4 5 6 10',
      initial: { text: 'left: 4 5 6 10' },
      facts: { actions: 4 },
    });
    const steps = episodes[0]!['steps'] as Record<string, unknown>[];
    expect(steps[0]).toMatchObject({ action: '10 - 4 = 6', text: 'left: 5 6 6', done: false });
    expect(steps[3]).toMatchObject({ text: 'answered: (10 - 4) * 5 - 6', done: true });
    expect(episodes[2]!['steps']).toHaveLength(1);
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
    expect(solved('mcts-puct')).toBeGreaterThan(1.2 * solved('best-of-n'));
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

describe('help', () => {
  it.each(['demo', 'collect', 'synthesize', 'train', 'score', 'eval', 'planners', 'replay'])(
    'is there for %s',
    async (command) => {
      const ran = await armap(command, '--help');
      expect(ran.code).toBe(0);
      expect(ran.out).toContain(`Usage: armap ${command}`);
      expect((await armap('--help')).out).toContain(`  ${command} `);
    },
  );
});

describe('bad input is one clear error with exit code 2', () => {
  const refuse = async (argv: string[], ...messages: string[]) => {
    const { code, out, log } = await armap(...argv);
    for (const message of messages) expect(log).toContain(message);
    expect(log.trim().split('\n').length).toBeLessThanOrEqual(3);
    expect(log).not.toContain('    at ');
    expect(out).toBe('');
    expect(code).toBe(2);
  };

  it.each([
    [
      'a missing file',
      ['synthesize', 'missing.jsonl', '--out', 'x'],
      ['missing.jsonl: cannot be read'],
    ],
    ['an unknown command', ['evla', 'game24'], ['unknown command', 'eval']],
    ['an unknown option', ['eval', 'game24', '--sampels', '3'], ['--sampels', '--samples']],
    ['a missing option', ['collect', 'game24', '--count', '3'], ['--out']],
    ['an unknown benchmark', ['eval', 'game25'], ['Did you mean "game24"?']],
    [
      'an unknown planner',
      ['eval', 'game24', '--planner', 'best-of-m'],
      ['--planner', 'Did you mean "best-of-n"?'],
    ],
    [
      'an unknown policy',
      ['eval', 'game24', '--policy', 'heuristics'],
      ['--policy', 'Did you mean "heuristic"?'],
    ],
    [
      'a policy far from any',
      ['eval', 'game24', '--policy', 'qwertyuiop'],
      ['Known: explorer, heuristic, openai:MODEL'],
    ],
    [
      'an unknown planner option',
      ['eval', 'game24', '--planner', 'greedy,sampling', '--planner-option', 'sample=3'],
      ['--planner-option', 'Did you mean "samples"?'],
    ],
    [
      'a planner option of the wrong kind',
      ['eval', 'game24', '--planner', 'sampling', '--planner-option', 'samples=few'],
      ['field "samples"', '"few" is not a number'],
    ],
    [
      'a planner without its reward',
      ['eval', 'game24', '--planner', 'best-of-n'],
      ['--reward', '"best-of-n" needs a reward'],
    ],
    [
      'a benchmark option of the wrong value',
      ['eval', 'webshop', '--benchmark-option', 'goals=some'],
      ['--benchmark-option', 'field "goals"', 'synthetic, human'],
    ],
    [
      'a benchmark option that another benchmark has',
      ['eval', 'game24', '--benchmark-option', 'goals=human'],
      ['--benchmark-option', 'no option of game24 "goals"'],
    ],
    [
      'data that are no shop',
      ['webshop', 'search', '--queries', 'q.jsonl', '--data', 'no-such-folder'],
      ['--data', 'no-such-folder'],
    ],
    [
      'tools where the benchmark declares none',
      'eval game24 --policy openai:m --base-url http://127.0.0.1:9/v1 --dialect tools'.split(' '),
      ['--dialect', 'no tools'],
    ],
    ['a missing model', ['eval', 'game24', '--reward', 'no-such-model'], ['no-such-model']],
    [
      'a range out of bounds',
      ['eval', 'game24', '--tasks', '1300-1400'],
      ['--tasks', '1300-1400 is out of bounds', '0 to 1361'],
    ],
    [
      'a number that is none',
      ['eval', 'game24', '--samples', 'many'],
      ['--samples', 'whole number'],
    ],
    [
      'exploring test tasks',
      ['collect', 'game24', '--count', '1', '--out', 'x', '--tasks', 'test'],
      ['kept for testing'],
    ],
    [
      'a chat model without key or server',
      ['eval', 'game24', '--policy', 'openai:any'],
      ['OPENAI_API_KEY', '--base-url'],
    ],
    [
      'an unknown trainer',
      ['train', 'x', '--out', 'y', '--trainer', 'deep'],
      ['--trainer', 'linear', 'mlp'],
    ],
  ])('%s', async (_, argv, messages) => {
    await refuse(argv, ...messages);
  });

  it('a broken line, named by its number', async () => {
    const text = await readFile(at('walks.jsonl'), 'utf8');
    const lines = text.split('\n').slice(0, 5);
    await writeFile(at('broken.jsonl'), [...lines, '{"format": "armap-traj'].join('\n'));
    await refuse(
      ['synthesize', at('broken.jsonl'), '--out', at('never')],
      'broken.jsonl:6: not valid JSON',
    );
    await refuse(['score', at('model-mlp'), at('broken.jsonl')], 'broken.jsonl:6: not valid JSON');
    expect(existsSync(at('never'))).toBe(false);
  });

  it('a file of another kind', async () => {
    await refuse(
      ['train', at('walks.jsonl'), '--out', at('m')],
      'walks.jsonl:1, field "',
      'armap synthesize',
    );
  });

  it('an episode without a task, or with an unknown one', async () => {
    await writeFile(at('e1.jsonl'), '{"actions": []}');
    await refuse(
      ['replay', 'game24', '--episodes', at('e1.jsonl')],
      'e1.jsonl:1',
      '"task" or "goal"',
    );
    await writeFile(at('e2.jsonl'), '{"task": "one two", "actions": []}');
    await refuse(
      ['replay', 'game24', '--episodes', at('e2.jsonl')],
      'e2.jsonl:1',
      'no task "one two"',
    );
  });

  it('a model of another feature version, left as it is', async () => {
    const model = at('model-old');
    await mkdir(model);
    const card = modelCardSchema.parse(await cardOf('model-mlp'));
    const encoder = { ...card.encoder, version: 99 };
    const version = versionOf({ ...card, encoder });
    const old = JSON.stringify({ ...card, encoder, version });
    await writeFile(join(model, 'model.json'), old);
    await writeFile(join(model, 'model.onnx'), await readFile(at('model-mlp/model.onnx')));
    await refuse([...EVAL, '--reward', model], 'encoder.version', '99', 'Train the reward again');
    expect(await readFile(join(model, 'model.json'), 'utf8')).toBe(old);
  });

  it('a place where nothing can be written', async () => {
    await writeFile(at('file'), '');
    const below = join(at('file'), 'out');
    await refuse(['collect', 'game24', '--count', '1', '--out', below], 'cannot be written');
    await refuse(['train', at('triplets.jsonl'), '--out', below], 'cannot be written');
    await refuse([...EVAL, '--planner', 'greedy', '--out', below], 'cannot be written');
  });

  it('training rows on a test puzzle', async () => {
    const [line] = (await readFile(at('triplets.jsonl'), 'utf8')).split('\n');
    const leaked = line!
      .replace(/"group":"[^"]*"/, '"group":"4 5 6 10"')
      .replace('"id":"triplet-1"', '"id":"triplet-2"');
    await writeFile(at('leaked.jsonl'), `${line!}\n${leaked}\n`);
    await refuse(
      ['train', at('leaked.jsonl'), '--out', at('m')],
      'leaked.jsonl:2',
      'kept for testing',
    );
  });
});

describe('a killed run', () => {
  const script = fileURLToPath(new URL('armap.ts', import.meta.url));
  const spawnArmap = (argv: readonly string[]) =>
    spawn(process.execPath, ['--import', 'tsx', script, ...argv], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  it('of eval goes on where it was, to the same rows', async () => {
    const command = [...EVAL, '--planner', 'sampling', '--samples', '150', '--json'];
    const expected = rowsOf(await armap(...command));
    const out = at('killed');
    const child = spawnArmap([...command, '--out', out]);
    const exited = new Promise((resolve) => child.once('exit', resolve));
    const journal = join(out, 'journal.jsonl');
    // Killed as soon as something is in the journal, at whatever moment that is.
    while (!existsSync(journal) || (await readFile(journal, 'utf8')).split('\n').length < 4) {
      if (child.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    child.kill('SIGKILL');
    await exited;
    const before = (await readFile(journal, 'utf8')).split('\n').length - 1;
    expect(before).toBeLessThan(100);
    const resumed = await armap(...command, '--out', out);
    expect(resumed.log).toMatch(/\d+ outcomes were taken from the journal/);
    expect(withoutTime(rowsOf(resumed))).toEqual(withoutTime(expected));
    const lines = (await readFile(journal, 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(100);
  });

  it('of collect goes on where it was when interrupted by Ctrl-C', async () => {
    const expected = await readFile(at('walks.jsonl'), 'utf8');
    const out = at('interrupted.jsonl');
    const child = spawnArmap([...COLLECT, '--out', out]);
    let log = '';
    child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
    const exited = new Promise((resolve) => child.once('exit', resolve));
    while (!existsSync(`${out}.partial`) || (await readFile(`${out}.partial`)).length === 0) {
      if (child.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    child.kill('SIGINT');
    expect(await exited).toBe(130);
    expect(log).toContain('run the same command to go on');
    expect(existsSync(out)).toBe(false);
    const resumed = await armap(...COLLECT, '--out', out);
    expect(resumed.log).toContain('Going on after');
    expect(await readFile(out, 'utf8')).toBe(expected);
  });
});
