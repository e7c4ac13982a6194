import { readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Contrast, RankingExplanation } from '../src/reward/explain-ranking.ts';
import { modelCardSchema } from '../src/reward/model-card.ts';
import { runArmap } from './testing/run-armap.ts';
import { EVAL, openSmallLoop, rowsOf, type Row, type SmallLoop } from './testing/small-loop.ts';

const withoutTime = (rows: readonly Row[]) => rows.map((row) => ({ ...row, wallMs: 0 }));

let loop: SmallLoop;
const at = (name: string): string => loop.at(name);
const armap = (...argv: string[]) => runArmap(argv);

beforeAll(async () => {
  loop = await openSmallLoop();
});

describe('the loop, command by command', () => {
  it('tells on request how good a trained reward is', async () => {
    const ran = await loop.train('linear', '--json');
    expect(ran.code).toBe(0);
    const card = modelCardSchema.parse(JSON.parse(ran.out));
    expect(card).toEqual(modelCardSchema.parse(await loop.cardOf('model-linear')));
    expect(card.kind).toBe('linear');
    expect(card.metrics.stages['finished']!.pairAccuracy).toBeGreaterThan(0.95);
    expect(card.metrics.stages['prefix']!.pairAccuracy).toBeGreaterThan(0.8);
  });

  it('trains by another engine and calibrates by another method, and the card says so', async () => {
    const ran = await loop.train(
      'linear',
      '--engine',
      'onnx',
      '--calibration',
      'isotonic',
      '--json',
    );
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
