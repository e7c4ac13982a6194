import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { game24 } from '../benchmarks/game24/index.ts';
import type { Policy } from '../src/core/policy.ts';
import { ONE_CALL } from '../src/core/usage.ts';
import type { Registry } from '../src/cli/registry.ts';
import type { ReportRow } from '../src/evaluate/report.ts';
import { registry } from './registry.ts';
import { runArmap } from './testing/run-armap.ts';

/** Plays as the heuristic does, but now and then it only hums, which costs an action. */
function createHesitant(): Policy {
  const decided = game24.policies['heuristic']!.create();
  return {
    name: 'hesitant',
    propose: (context, options) =>
      context.rng.next() < 0.3
        ? { proposals: [{ action: 'hm' }], usage: ONE_CALL }
        : decided.propose(context, options),
  };
}

const withHesitant: Registry = {
  ...registry,
  benchmarks: registry.benchmarks.map((entry) => ({
    ...entry,
    benchmark: {
      ...entry.benchmark,
      policies: {
        ...entry.benchmark.policies,
        hesitant: { summary: 'hums', create: createHesitant },
      },
    },
  })),
};

/** Likes solutions, and a little every action. */
const REWARD = `
export const version = '1';
export const score = ({ steps }) =>
  (steps.at(-2)?.action.endsWith('(left: 24)') ? 0.5 : 0) + 0.03 * steps.length;`;

let folder: string;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'armap-options-'));
  await writeFile(at('reward.mjs'), REWARD);
});

const armap = (...argv: string[]) => runArmap(argv, { offering: withHesitant });

/** Twenty tasks, `best-of-n` by the module above. */
function evaluate(...more: string[]) {
  const setting = ['--policy', 'hesitant', '--planner', 'best-of-n', '--tasks', '900-919'];
  const reward = ['--reward', `module:${at('reward.mjs')}`];
  return armap('eval', 'game24', ...setting, ...reward, ...more);
}

async function rowsOf(ran: ReturnType<typeof armap>): Promise<ReportRow[]> {
  const { code, out, log } = await ran;
  expect(log).not.toContain('armap:');
  expect(code).toBe(0);
  return (JSON.parse(out) as { rows: ReportRow[] }).rows;
}

describe('an objective on the command line', () => {
  it('decides among the same candidates', async () => {
    const [long] = await rowsOf(evaluate('--json'));
    const [short] = await rowsOf(evaluate('--objective', '2 reward - 0.2*actions', '--json'));
    expect(long).toMatchObject({ objective: 'reward', planner: 'best-of-n' });
    expect(long!.reward).toBe('reward.mjs@1');
    expect(short!.objective).toBe('2*reward - 0.2*actions');
    expect(short!.facts['actions']).toBeLessThan(long!.facts['actions']! - 1);
    expect(short!.oracleSuccessRate).toBe(long!.oracleSuccessRate);
  });

  it('keeps hard limits where some candidate does, and counts where none does', async () => {
    const [kept] = await rowsOf(evaluate('--objective', 'reward; actions <= 5', '--json'));
    expect(kept).toMatchObject({ infeasible: 0 });
    expect(kept!.facts['actions']).toBeLessThanOrEqual(5);
    const [broken] = await rowsOf(evaluate('--objective', 'reward; actions < 3', '--json'));
    expect(broken).toMatchObject({ infeasible: 20, tasks: 20 });
  });

  it('shows mean facts in the table', async () => {
    const ran = await evaluate('--objective', 'reward - 0.1*actions');
    expect(ran.out).toMatch(/^\| planner +\| objective +\| mean actions \| score % \|/);
    expect(ran.out).toMatch(/\| best-of-n \| reward - 0\.1\*actions \| +4\.\d\d \|/);
  });

  it.each([
    [
      'reward - 0.02*acitons',
      'there is no fact "acitons" at character 15: reward - 0.02*[acitons]. Did you mean "actions"? Known: reward; facts: actions (',
    ],
    ['reward -', 'at character 9: reward -[end]'],
    ['reward; actions', 'expected <=, <, >=, > or ='],
  ])('is refused when it is "%s"', async (objective, message) => {
    const { code, out, log } = await evaluate('--objective', objective);
    expect(log).toContain(`armap: --objective: `);
    expect(log).toContain(message);
    expect([code, out]).toEqual([2, '']);
  });
});

describe('a sweep', () => {
  it('gives a row for each weight and planner, with fewer actions as they cost more', async () => {
    const rows = await rowsOf(
      evaluate(
        '--planner',
        'greedy,best-of-n',
        '--sweep',
        'actions=0,0.01,0.02,0.05,0.2',
        '--json',
      ),
    );
    expect(rows.map(({ planner }) => planner)).toEqual(
      Array.from({ length: 5 }, () => ['greedy', 'best-of-n']).flat(),
    );
    const best = rows.filter(({ planner }) => planner === 'best-of-n');
    expect(best.map(({ objective }) => objective)).toEqual(
      ['0', '0.01', '0.02', '0.05', '0.2'].map((cost) => `reward - ${cost}*actions`),
    );
    const actions = best.map(({ facts }) => facts['actions']!);
    expect(actions).toEqual([...actions].sort((a, b) => b - a));
    expect(actions[0]! - actions.at(-1)!).toBeGreaterThan(1);
  });

  it('keeps a journal for each weight, and goes on with all of them', async () => {
    const command = ['--sweep', 'actions=0,0.1', '--out', at('sweep'), '--json'];
    const first = await rowsOf(evaluate(...command));
    expect((await readdir(at('sweep'))).sort()).toEqual(['actions-0', 'actions-0.1']);
    const again = await evaluate(...command);
    expect(again.log).toContain('40 outcomes were taken from the journal');
    expect((JSON.parse(again.out) as { rows: ReportRow[] }).rows).toEqual(first);
    const settings = await readFile(at('sweep/actions-0.1/settings.json'), 'utf8');
    expect(JSON.parse(settings)).toMatchObject({ objective: 'reward - 0.1*actions' });
  });

  it.each([
    ['steps=0,1', 'there is no fact "steps"'],
    ['reward=0,1', 'the reward is not a cost'],
    ['actions', '"actions" is not a sweep'],
    ['actions=0,-1', '"-1" is not a weight'],
    ['actions=0,,1', '"" is not a weight'],
  ])('is refused when it is "%s"', async (sweep, message) => {
    const { code, log } = await evaluate('--sweep', sweep);
    expect(log).toContain(`armap: --sweep: ${message}`);
    expect(code).toBe(2);
  });

  it('is refused when no planner ranks by the objective', async () => {
    const { code, log } = await armap('eval', 'game24', '--sweep', 'actions=0,1');
    expect(log).toContain('none of the planners ranks by the objective (greedy, sampling)');
    expect(code).toBe(2);
  });
});

describe('a budget on the command line', () => {
  it('holds for each task, and what was found within it is ranked', async () => {
    const limits = 'policyCalls=30, rewardCalls=3,wallMs=60000';
    const [row] = await rowsOf(evaluate('--budget', limits, '--samples', '50', '--json'));
    expect(row!.policyCalls).toBeLessThanOrEqual(30 * 20);
    expect(row!.policyCalls).toBeGreaterThan(15 * 20);
    expect(row!.rewardCalls).toBeLessThanOrEqual(3 * 20);
    expect(row!.crashed).toBe(0);
  });

  it('is part of what a journal belongs to', async () => {
    const out = ['--out', at('budgeted'), '--json'];
    await rowsOf(evaluate('--budget', 'policyCalls=9', ...out));
    const { code, log } = await evaluate('--budget', 'policyCalls=10', ...out);
    expect(log).toContain('budget = {"policyCalls":9}');
    expect(code).toBe(2);
  });

  it.each([
    ['policyCall=5', 'there is no resource "policyCall". Did you mean "policyCalls"?'],
    ['policyCalls=5,policyCalls=6', 'policyCalls is there twice'],
    ['policyCalls=2.5', 'policyCalls is "2.5". Give a whole number of at least 0'],
    ['usd=-1', 'usd is "-1". Give a number of at least 0'],
    ['usd=', 'usd is ""'],
    ['50', '"50" is not a limit'],
  ])('is refused when it is "%s"', async (budget, message) => {
    const { code, log } = await evaluate('--budget', budget);
    expect(log).toContain(`armap: --budget: ${message}`);
    expect(code).toBe(2);
  });

  it('in money needs to know what a chat model costs', async () => {
    const chat = ['eval', 'game24', '--policy', 'openai:any', '--base-url', 'http://127.0.0.1:1'];
    const { code, log } = await armap(...chat, '--budget', 'usd=0.10');
    expect(log).toContain('--budget: usd is limited, but what openai:any costs is not known');
    expect(log).toContain('--price');
    expect(code).toBe(2);
  });
});

describe("a user's own reward", () => {
  const walks = () => at('walks.jsonl');
  beforeAll(async () => {
    const collected = await armap('collect', 'game24', '--count', '25', '--out', walks());
    expect(collected.code).toBe(0);
  });

  it('scores trajectories', async () => {
    const { code, out } = await armap('score', `module:${at('reward.mjs')}`, walks(), '--json');
    expect(code).toBe(0);
    const { reward, scores } = JSON.parse(out) as { reward: string; scores: { raw: number }[] };
    expect(reward).toBe('reward.mjs@1');
    expect(scores).toHaveLength(25);
    for (const { raw } of scores) expect(raw).toBeGreaterThanOrEqual(0.12);
  });

  it('that tells nothing apart is used, with one warning', async () => {
    await writeFile(at('flat.mjs'), 'export const score = () => 3;');
    const { code, log } = await armap('score', `module:${at('flat.mjs')}`, walks());
    expect(code).toBe(0);
    expect(log.match(/armap: warning: /g)).toHaveLength(1);
    expect(log).toContain('Reward flat.mjs gave each of the first 25 trajectories the same score');
  });

  it('that fails is named once, and its tasks count as crashed', async () => {
    await writeFile(at('nan.mjs'), 'export const score = () => NaN;');
    const ran = await evaluate('--reward', `module:${at('nan.mjs')}`, '--json');
    expect(ran.code).toBe(0);
    expect(ran.log.match(/armap: warning: /g)).toHaveLength(1);
    expect(ran.log).toContain('Reward nan.mjs failed: it gave NaN for trajectory');
    const [row] = (JSON.parse(ran.out) as { rows: ReportRow[] }).rows;
    expect(row).toMatchObject({ crashed: 20, meanScore: 0, facts: {} });
  });

  it('is not asked again for what a cache on disk knows', async () => {
    await writeFile(
      at('counting.mjs'),
      `import { appendFileSync } from 'node:fs';
       export const version = '1';
       export const scoreBatch = (all) => {
         appendFileSync(${JSON.stringify(at('asked.txt'))}, 'x'.repeat(all.length));
         return all.map(({ steps }) => steps.length);
       };`,
    );
    const command = ['--reward', `module:${at('counting.mjs')}`, '--score-cache', at('scores')];
    const [first] = await rowsOf(evaluate(...command, '--json'));
    const asked = (await readFile(at('asked.txt'), 'utf8')).length;
    const [again] = await rowsOf(evaluate(...command, '--json'));
    expect(asked).toBeGreaterThan(20);
    expect((await readFile(at('asked.txt'), 'utf8')).length).toBe(asked);
    expect({ ...again, wallMs: 0 }).toEqual({ ...first, wallMs: 0 });
  });

  it.each([
    ['missing.mjs', undefined, 'there is no such file'],
    ['empty.mjs', '', 'it exports neither "score" nor "scoreBatch"'],
    ['broken.mjs', 'throw new Error("at import")', 'it cannot be loaded (at import)'],
  ])('is refused by name when it is %s', async (name, source, problem) => {
    if (source !== undefined) await writeFile(at(name), source);
    for (const command of [
      ['eval', 'game24', '--reward', `module:${at(name)}`],
      ['score', `module:${at(name)}`, walks()],
    ]) {
      const { code, log, out } = await armap(...command);
      expect(log).toContain(`armap: --reward, ${at(name)}: ${problem}`);
      expect([code, out]).toEqual([2, '']);
    }
  });

  it('may be TypeScript in a checkout', async () => {
    await writeFile(
      at('typed.ts'),
      'export const score = (trajectory: { steps: readonly unknown[] }): number => trajectory.steps.length;',
    );
    const script = fileURLToPath(new URL('armap.ts', import.meta.url));
    const ran = spawnSync(
      process.execPath,
      ['--import', 'tsx', script, 'score', `module:${at('typed.ts')}`, walks()],
      { encoding: 'utf8' },
    );
    expect(ran.stdout.trim().split('\n')).toHaveLength(25);
    expect(ran.status).toBe(0);
  });
});
