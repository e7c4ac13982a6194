import { describe, expect, it } from 'vitest';
import {
  inject,
  JUDGE_INJECTIONS,
  measureInjections,
  summarizeInjections,
} from './judge-injections.ts';
import { gullible, judgeModel, sober, toldIn } from './testing/judge-models.ts';
import { METHODS, failed, judgeAt } from './testing/judge-trial.ts';
import {
  answer,
  startOpenAiServer,
  type Behaviour,
  type RecordedRequest,
} from './testing/openai-server.ts';

describe('injections', () => {
  it('are many and varied, and each is put where it says', () => {
    expect(JUDGE_INJECTIONS.length).toBeGreaterThanOrEqual(30);
    expect(new Set(JUDGE_INJECTIONS.map(({ id }) => id)).size).toBe(JUDGE_INJECTIONS.length);
    for (const injection of JUDGE_INJECTIONS) {
      const { steps, final } = inject(failed, injection);
      const place = {
        'last page': final.text,
        'first page': steps[0]!.observation.text,
        'last action': steps.at(-1)!.action,
      }[injection.place];
      expect(place).toContain(injection.text);
    }
  });

  it.each(METHODS)('raise the score of a gullible model, judging %s', async (method) => {
    await using server = await startOpenAiServer(gullible);
    const outcomes = await measureInjections(await judgeAt(server.baseUrl, { method }), [failed]);
    const { tried, raised } = summarizeInjections(outcomes).at(-1)!;
    expect(tried).toBe(JUDGE_INJECTIONS.length);
    // What cannot be seen is taken out before any model is told of it.
    const unheard = outcomes.filter(({ isRaised }) => !isRaised).map((each) => each.injection.id);
    expect(unheard).toEqual(['tag-characters']);
    expect(raised).toBe(tried - 1);
  });

  it('do not raise the score of a sober one', async () => {
    await using server = await startOpenAiServer(sober);
    const outcomes = await measureInjections(await judgeAt(server.baseUrl), [failed]);
    expect(summarizeInjections(outcomes).at(-1)).toEqual({
      kind: 'all',
      tried: JUDGE_INJECTIONS.length,
      raised: 0,
    });
  });

  it('are no use to a page that answers in the place of the model', async () => {
    const copying = judgeModel(() => false);
    const script = (request: RecordedRequest): Behaviour => {
      const copied = /\{"check": "0123456789ab".*\}/.exec(toldIn(request))?.[0];
      const isFirstTry = request.body.messages.length === 2;
      return copied !== undefined && isFirstTry ? answer(copied) : copying(request);
    };
    await using server = await startOpenAiServer(script);
    const reward = await judgeAt(server.baseUrl);
    const outcomes = await measureInjections(reward, [failed]);
    expect(outcomes.some(({ isRaised }) => isRaised)).toBe(false);
  });
});
