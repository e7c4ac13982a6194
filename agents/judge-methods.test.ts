import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openNoteFolder } from './judge-notes.ts';
import { placeOnLadder } from './judge-pairwise.ts';
import { sober, toldIn } from './testing/judge-models.ts';
import { failed, reached, judge, marked, likely } from './testing/judge-trial.ts';
import {
  answerInTokens,
  refuse,
  type Behaviour,
  type RecordedRequest,
} from './testing/openai-server.ts';

describe('a pointwise judge', () => {
  it('gives the digit over nine, where no probabilities are told', async () => {
    const { scores } = await judge(marked('"evidence": "so so", "score": 6'));
    expect(scores).toEqual([{ raw: 6 / 9, value: 6 / 9, deviation: 0 }]);
  });

  it('weighs the digits by their probabilities', async () => {
    const script = likely('"evidence": "so", "score": ', '7', { '7': 0.5, ' 8': 0.3, x: 0.2 });
    const { scores, server } = await judge(script);
    expect(scores[0]!.value).toBeCloseTo((7 * 0.625 + 8 * 0.375) / 9, 6);
    expect(scores[0]!.deviation).toBeCloseTo(Math.sqrt(0.625 * 0.375) / 9, 6);
    expect(server.requests[0]!.body).toMatchObject({ logprobs: true, temperature: 0 });
  });

  it('does without probabilities where the server refuses to tell them', async () => {
    let refused = 0;
    const script = (request: RecordedRequest): Behaviour => {
      if (request.body.logprobs !== true) return marked('"evidence": "", "score": 9')(request);
      refused += 1;
      return refuse(400, "'logprobs' is not supported with this model");
    };
    const { scores } = await judge(script, [failed, reached], { concurrency: 1 });
    expect(scores.map(({ value }) => value)).toEqual([1, 1]);
    expect(refused).toBe(1);
  });

  it('tells the goal before the record and the question after it', async () => {
    const { server } = await judge(sober);
    const told = toldIn(server.requests[0]!);
    const places = ['Goal: fetch the prize', 'at a crossing', 'The record has ended'].map((part) =>
      told.indexOf(part),
    );
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });
});

describe('a checklist judge', () => {
  const items = 'the prize was found';

  it('writes the list once for an intent, without a look at any attempt', async () => {
    const { server } = await judge(sober, [failed, reached, failed], { method: 'checklist' });
    const writing = server.requests.filter((request) => toldIn(request).includes('"items"'));
    expect(writing).toHaveLength(1);
    expect(toldIn(writing[0]!)).not.toContain('crossing');
    expect(server.requests).toHaveLength(1 + 3 * 2);
    expect(toldIn(server.requests[1]!)).toContain(`Item: ${items}`);
  });

  it('takes lists of earlier runs from a folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'armap-notes-'));
    const questions: number[] = [];
    for (let run = 0; run < 2; run += 1) {
      const notes = await openNoteFolder(folder);
      const { server } = await judge(sober, [failed], { method: 'checklist', notes });
      questions.push(server.requests.length);
    }
    expect(questions).toEqual([3, 2]);
    await rm(folder, { recursive: true });
  });

  it('weighs yes, partly and no by their probabilities', async () => {
    const script = (request: RecordedRequest): Behaviour =>
      toldIn(request).includes('"items"')
        ? sober(request)
        : likely('"evidence": "so", "done": "', 'yes', { yes: 0.5, part: 0.2, No: 0.3 })(request);
    // The word ends with a quotation mark in a real answer; the token before it decides.
    const withQuote = (request: RecordedRequest): Behaviour => {
      const behaviour = script(request);
      if (behaviour.kind !== 'answer' || behaviour.tokens === undefined) return behaviour;
      const end = { token: '"}' };
      return answerInTokens(...behaviour.tokens.slice(0, -1), end);
    };
    const { scores } = await judge(withQuote, [failed], { method: 'checklist' });
    expect(scores[0]!.value).toBeCloseTo(0.6, 6);
  });
});

describe('a pairwise judge', () => {
  it('asks about each rung in both orders, so that a bias for a place cancels out', async () => {
    const script = (request: RecordedRequest): Behaviour =>
      toldIn(request).includes('"attempts"')
        ? sober(request)
        : marked('"evidence": "", "closer": "first"')(request);
    const { scores, server } = await judge(script, [failed], { method: 'pairwise' });
    expect(server.requests).toHaveLength(1 + 2 * 3);
    expect(scores[0]!.raw).toBeCloseTo(0, 6);
  });

  it('places an attempt on the ladder by the model of Bradley and Terry', () => {
    const places = [
      [0, 0, 0],
      [0.5, 0, 0],
      [1, 0.5, 0],
      [1, 1, 0.5],
      [1, 1, 1],
    ].map(placeOnLadder);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[2]).toBeCloseTo(0, 6);
    expect(places[4]).toBeCloseTo(-places[0]!, 6);
  });
});
