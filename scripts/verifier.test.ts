import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ReportRow } from '../src/evaluate/report.ts';
import { runArmap } from './testing/run-armap.ts';

/** Knows solutions. */
const DEAR = `
export const version = '1';
export const calibrated = true;
export const score = ({ steps }) => (steps.at(-2)?.action.endsWith('(left: 24)') ? 0.99 : 0.01);`;

/** Knows them too where the play began with a sum, and is at a loss elsewhere. */
const CHEAP = `${DEAR.replace('score =', 'known =')}
export const score = (trajectory) =>
  trajectory.steps[0]?.action.includes(' + ') ? known(trajectory) : 0.5;`;

/** Is always sure, and wrong. */
const WRONG = DEAR.replace('0.99 : 0.01', '0.01 : 0.99');

let folder: string;
const at = (name: string) => `module:${join(folder, `${name}.mjs`)}`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'armap-verifier-'));
  const uncalibrated = DEAR.replace('export const calibrated = true;', '');
  const modules = { dear: DEAR, cheap: CHEAP, wrong: WRONG, uncalibrated };
  for (const [name, text] of Object.entries(modules)) {
    await writeFile(join(folder, `${name}.mjs`), text);
  }
});

function armap(...more: string[]) {
  const setting = ['--planner', 'greedy,best-of-n', '--tasks', '900-919', '--samples', '20'];
  return runArmap(['eval', 'game24', ...setting, ...more]);
}

async function rowsOf(...more: string[]) {
  const { code, out } = await armap(...more, '--json');
  expect(code).toBe(0);
  return (JSON.parse(out) as { rows: ReportRow[] }).rows as [ReportRow, ReportRow];
}

describe('--verifier', () => {
  it('brings the choices of the dear reward with fewer of its scores', async () => {
    const [, alone] = await rowsOf('--reward', at('dear'));
    const [greedy, verified] = await rowsOf('--reward', at('cheap'), '--verifier', at('dear'));
    expect(verified.meanScore).toBe(alone.meanScore);
    expect(verified.oracleMeanScore).toBe(alone.oracleMeanScore);
    const [cheap, dear] = verified.tiers;
    expect(cheap!.asked).toBe(alone.rewardCalls);
    expect(cheap!.decided + dear!.decided).toBe(cheap!.asked);
    expect(dear!.asked).toBe(cheap!.asked - cheap!.decided);
    expect(dear!.asked).toBeGreaterThan(0);
    expect(dear!.asked).toBeLessThan(alone.rewardCalls);
    expect(alone.tiers).toEqual([]);
    expect(greedy.tiers).toEqual([]);
  });

  it('overrules a reward that is asked to be verified everywhere, and says how often', async () => {
    const [, alone] = await rowsOf('--reward', at('dear'));
    const everywhere = ['--verify-between', '0,1'];
    const both = ['--reward', at('wrong'), '--verifier', at('dear'), ...everywhere];
    const [, verified] = await rowsOf(...both);
    expect(verified.meanScore).toBe(alone.meanScore);
    expect(verified.tiers[0]).toMatchObject({ decided: 0, disagreed: verified.rewardCalls });
    const { out } = await armap(...both);
    expect(out).toMatch(/\| verified \| overruled \|/);
  });

  it('keeps its counts in the journal', async () => {
    const out = join(folder, 'run');
    const options = ['--reward', at('cheap'), '--verifier', at('dear'), '--out', out];
    const first = await rowsOf(...options);
    expect(await readFile(join(out, 'journal.jsonl'), 'utf8')).toContain('"tiers"');
    const { out: again } = await armap(...options, '--json');
    expect((JSON.parse(again) as { rows: ReportRow[] }).rows).toEqual(first);
  });

  it.each([
    [['--verifier', 'dear'], 'there is no reward that it could verify'],
    [['--reward', 'uncalibrated', '--verifier', 'dear'], 'is not calibrated'],
    [['--reward', 'cheap', '--verifier', 'none'], 'none.mjs'],
    [
      ['--reward', 'cheap', '--verifier', 'dear', '--verify-between', '0.9,0.1'],
      'in ascending order',
    ],
  ])('%j is refused', async (options, problem) => {
    const paths = options.map((option) => (/^[a-z]+$/.test(option) ? at(option) : option));
    const { code, log } = await armap(...paths);
    expect(log).toContain(problem);
    expect(code).toBe(2);
  });
});
