import { appendFile, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Budget } from '../core/budget.ts';
import { PolicyError } from '../core/errors.ts';
import type { Usage } from '../core/usage.ts';
import type { WriteReply } from '../core/writer.ts';
import { CallJournal } from './call-journal.ts';

const usage: Usage = { policyCalls: 1, promptTokens: 10, completionTokens: 5, costUsd: 0.1 };
const bound = { policyCalls: 2, promptTokens: 20, completionTokens: 10, costUsd: 0.2 };

let file: string;
let asked: string[];

const open = (budget: Budget = {}, retry = false) =>
  CallJournal.open(file, { budget, clock: () => 0, retry });

const ask = (
  journal: CallJournal,
  key: string,
  reply: () => WriteReply<string> = () => ({ value: `answer to ${key}`, usage }),
) =>
  journal.call({
    key,
    by: 'model',
    bound,
    schema: z.string(),
    ask: async () => {
      asked.push(key);
      return reply();
    },
  });

beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'armap-journal-')), 'calls.jsonl');
  asked = [];
});

describe('a journal of calls', () => {
  it('asks each question once, also in later runs', async () => {
    const first = await open();
    const answer = { value: 'answer to a', usage };
    expect(await ask(first, 'a')).toEqual(answer);
    expect(await ask(first, 'a')).toEqual(answer);
    expect(await ask(await open(), 'a')).toEqual(answer);
    expect(asked).toEqual(['a']);
  });

  it('remembers why a question got no answer, and asks again where nobody was there', async () => {
    const journal = await open();
    await ask(journal, 'a', () => ({ reason: 'malformed', usage }));
    const down = () => {
      throw new PolicyError({ policy: 'model', attempts: 1, cause: 'down', usage });
    };
    await expect(ask(journal, 'b', down)).rejects.toThrow('down');
    const later = await open();
    expect(await ask(later, 'a')).toEqual({ reason: 'malformed', usage });
    expect(await ask(later, 'b')).toEqual({ value: 'answer to b', usage });
    expect(asked).toEqual(['a', 'b', 'b']);
    expect(later.spent).toEqual({
      model: {
        policyCalls: 3,
        promptTokens: 30,
        completionTokens: 15,
        costUsd: expect.closeTo(0.3) as number,
      },
    });
  });

  it('spends no more than its budget over all runs', async () => {
    const budget = { policyCalls: 5 };
    for (const key of 'abc') await ask(await open(budget), key);
    const journal = await open(budget);
    for (const key of 'defg') await ask(journal, key);
    expect(await ask(journal, 'h')).toMatchObject({ reason: 'budget' });
    expect(journal.spent['model']!.policyCalls).toBeLessThanOrEqual(5);
  });

  it('lets calls at once wait for each other rather than overspend', async () => {
    const journal = await open({ policyCalls: 4 });
    await Promise.all([...'abcdef'].map((key) => ask(journal, key)));
    expect(journal.spent['model']!.policyCalls).toBeLessThanOrEqual(4);
    expect(asked.length).toBeGreaterThanOrEqual(3);
  });

  it('repeats what the budget refused, until it is told to try again', async () => {
    expect(await ask(await open({ policyCalls: 1 }), 'a')).toMatchObject({ reason: 'budget' });
    expect(await ask(await open(), 'a')).toMatchObject({ reason: 'budget' });
    expect(await ask(await open({}, true), 'a')).toMatchObject({ value: 'answer to a' });
  });

  it('passes over a last line that was not written to its end', async () => {
    await ask(await open(), 'a');
    await appendFile(file, '{"key":"b","by":"mo');
    await ask(await open(), 'b');
    expect((await readFile(file, 'utf8')).trim().split('\n')).toHaveLength(2);
  });
});
