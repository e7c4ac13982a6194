import { describe, expect, it } from 'vitest';
import { answer } from '../agents/testing/openai-behaviours.ts';
import { startOpenAiServer, type RecordedRequest } from '../agents/testing/openai-server.ts';
import type { ReportRow } from '../src/evaluate/report.ts';
import { runArmap } from './testing/run-armap.ts';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LESSON = 'Do not guess.';

const isReflection = ({ body }: RecordedRequest) =>
  JSON.stringify(body.messages).includes('judged to have failed');

/** Never satisfied. */
async function writeReward(): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'armap-reflector-')), 'reward.mjs');
  await writeFile(file, "export const version = '1';\nexport const score = () => 0;\n");
  return `module:${file}`;
}

const armap = (...argv: string[]) => runArmap(argv);

const evaluate = async (...more: string[]) =>
  armap('eval', 'game24', '--tasks', '900-901', '--reward', await writeReward(), '--json', ...more);

describe.each([
  ['reflexion', ['--planner-option', 'trials=2']],
  ['lats', ['--planner-option', 'trajectories=2', '--planner-option', 'proposals=2']],
])('%s with a reflector over a chat model', (planner, options) => {
  it('shows what it wrote to the policy, and pays for it', async () => {
    const plays = ['Action: Answer: 1 + 1', 'Action: 1 + 1 = 2 (left: 2)'];
    await using server = await startOpenAiServer((request) =>
      isReflection(request) ? answer(LESSON) : answer(...plays),
    );
    const chat = ['--policy', 'openai:player', '--reflector', 'openai:thinker'];
    const at = ['--base-url', server.baseUrl, '--price', '1,2', '--concurrency', '1'];
    const ran = await evaluate('--planner', planner, ...options, ...chat, ...at);
    expect(ran.log).toBe('');
    const [row] = (JSON.parse(ran.out) as { rows: ReportRow[] }).rows;
    const reflections = server.requests.filter(isReflection);
    expect(reflections.length).toBeGreaterThan(0);
    expect(reflections[0]!.body.model).toBe('thinker');
    expect(row).toMatchObject(server.sent);
    const told = server.requests.filter(({ body }) => JSON.stringify(body).includes(LESSON));
    expect(told.length).toBeGreaterThan(0);
  });
});

describe('--reflector', () => {
  it('may name the rules', async () => {
    expect(await evaluate('--planner', 'reflexion', '--reflector', 'rules')).toMatchObject({
      code: 0,
    });
  });

  it.each([
    [['--planner', 'beam', '--reflector', 'rules'], 'none of the planners reflects'],
    [['--planner', 'lats', '--reflector', 'wisdom'], 'there is no reflector "wisdom"'],
    [['--planner', 'lats', '--reflector', 'openai:thinker'], '--reflector: '],
    [
      ['--planner', 'lats', '--reflector', 'openai:t', '--budget', 'usd=1'],
      'what openai:t costs is not known',
    ],
  ])('%j is refused', async (options, problem) => {
    const { code, log } = await evaluate(...options);
    expect(code).toBe(2);
    expect(log).toContain(problem);
  });
});
