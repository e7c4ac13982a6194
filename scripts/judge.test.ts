import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judgeModel } from '../agents/testing/judge-models.ts';
import { startOpenAiServer } from '../agents/testing/openai-server.ts';
import type { ReportRow } from '../src/evaluate/report.ts';
import { trajectoryLine } from '../src/store/records.ts';
import type { Trajectory } from '../src/core/trajectory.ts';
import { NO_USAGE } from '../src/core/usage.ts';
import { runArmap } from './testing/run-armap.ts';

/** Believes in sums that come to 24. */
const script = judgeModel((text) => text.includes('(left: 24)'));

const armap = (...argv: string[]) => runArmap(argv);

const play = (id: string, action: string): Trajectory => ({
  id,
  benchmark: 'game24',
  taskId: id,
  intent: 'Use 4 5 6 10 to make 24',
  steps: [{ observation: { text: '4 5 6 10' }, action }],
  final: { text: 'done' },
  end: 'finished',
  facts: {},
  usage: NO_USAGE,
});

async function writePlays(): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'armap-judge-')), 'plays.jsonl');
  const plays = [play('a', '4 + 20 = 24 (left: 24)'), play('b', '1 + 1 = 2 (left: 2)')];
  await writeFile(file, plays.map((each) => `${trajectoryLine(each)}\n`).join(''));
  return file;
}

describe('judge:openai:MODEL', () => {
  it.each(['pointwise', 'checklist', 'pairwise'])('scores a file, judging %s', async (method) => {
    await using server = await startOpenAiServer(script);
    const at = ['--base-url', server.baseUrl, '--price', '1,2', '--judge', method];
    const { code, out, log } = await armap('score', 'judge:openai:tiny', await writePlays(), ...at);
    expect(code).toBe(0);
    const [good, bad] = out
      .trim()
      .split('\n')
      .map((line) => Number(line.split('\t')[2]));
    expect(good).toBeGreaterThan(bad!);
    expect(log).toMatch(
      new RegExp(`judge:openai:tiny: ${server.requests.length} questions, \\d+ prompt and .* USD`),
    );
  });

  it('plans, asking once about each attempt', async () => {
    await using server = await startOpenAiServer(script);
    const { code, out } = await armap(
      ...['eval', 'game24', '--planner', 'greedy,best-of-n', '--tasks', '900-904', '--json'],
      ...['--reward', 'judge:openai:tiny', '--base-url', server.baseUrl, '--samples', '4'],
    );
    expect(code).toBe(0);
    const { rows } = JSON.parse(out) as { rows: ReportRow[] };
    expect(rows[1]!.meanScore).toBe(rows[1]!.oracleMeanScore);
    const told = server.requests.map(({ body }) => JSON.stringify(body.messages));
    expect(new Set(told).size).toBe(told.length);
  });

  it.each([
    [['--judge', 'wisely'], "'wisely' is invalid"],
    [['--judge-budget', '1'], 'what the judge costs is not known'],
    [[], 'openai:tiny needs a key'],
    [['--judge-budget', '0', '--price', '1,2', '--base-url', 'http://127.0.0.1:1'], 'is spent'],
  ])('with %j is refused', async (options, problem) => {
    const { code, log } = await armap('score', 'judge:openai:tiny', await writePlays(), ...options);
    expect(code).not.toBe(0);
    expect(log).toContain(problem);
  });
});
