import type { Trajectory } from '../../src/core/trajectory.ts';
import { NO_USAGE } from '../../src/core/usage.ts';
import { openChatModel } from '../chat-model.ts';
import { createJudge, type JudgeMethodName, type JudgeRewardOptions } from '../judge.ts';
import { markIn } from './judge-models.ts';
import {
  answer,
  answerInTokens,
  startOpenAiServer,
  type Behaviour,
  type RecordedRequest,
  type Script,
  type WrittenToken,
} from './openai-server.ts';

/** Every way to judge. */
export const METHODS: readonly JudgeMethodName[] = ['pointwise', 'checklist', 'pairwise'];
export const PRICE = { promptUsdPerMillionTokens: 1, completionUsdPerMillionTokens: 2 };

/** An attempt of one action, at the end of which this page is shown. */
export function attempt(last: string, action = 'left'): Trajectory {
  return {
    id: `${action}/${last}`,
    benchmark: 'test',
    taskId: 'task',
    intent: 'fetch the prize',
    steps: [{ observation: { text: 'at a crossing' }, thought: 'I will succeed', action }],
    final: { text: last },
    end: 'finished',
    facts: {},
    usage: NO_USAGE,
  };
}

export const failed = attempt('an empty room');
export const reached = attempt('you hold the prize');

export async function judgeAt(baseUrl: string, options: Partial<JudgeRewardOptions> = {}) {
  return createJudge({
    name: 'openai:judge',
    model: await openChatModel('openai:judge', { baseUrl, environment: {} }),
    price: PRICE,
    firstDelayMs: 1,
    ...options,
  });
}

/** Judges over a server with this script. */
export async function judge(
  script: Script,
  trajectories: readonly Trajectory[] = [failed],
  options: Partial<JudgeRewardOptions> = {},
) {
  await using server = await startOpenAiServer(script);
  const reward = await judgeAt(server.baseUrl, options);
  const scores = await reward.score(trajectories);
  return { scores, server, reward };
}

/** Answers with the mark of the request and these fields, written as they stand. */
export const marked =
  (fields: string) =>
  (request: RecordedRequest): Behaviour =>
    answer(`{"check": "${markIn(request)}", ${fields}}`);

/** The same, with the probabilities of the value that ends it. */
export const likely =
  (fields: string, value: string, probabilities: WrittenToken['probabilities']) =>
  (request: RecordedRequest): Behaviour =>
    answerInTokens(
      { token: `{"check": "${markIn(request)}", ${fields}` },
      { token: value, probabilities },
      { token: '}' },
    );
