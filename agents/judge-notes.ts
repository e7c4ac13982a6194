import type { z } from 'zod';
import { derivedVersion } from '../src/reward/derived-version.ts';
import type { JudgeClient } from './judge-client.ts';

/** Writes something about an intent, from the intent alone, once. */
export type Notes<T> = (
  client: JudgeClient,
  intent: string,
  signal: AbortSignal | undefined,
) => Promise<T>;

/**
 * Has a model write something about each intent before any attempt is judged. It sees no attempt,
 * so it cannot be swayed by one, and attempts at one intent are judged alike. Kept in memory, for
 * each client; one that fails is written again.
 */
export function writeOnce<T>(fields: {
  readonly system: string;
  readonly form: z.ZodType<T>;
  /** What stands beside the mark in an answer: `"items": ["...", ...]`. */
  readonly example: string;
}): Notes<T> {
  const { system, form } = fields;
  const known = new WeakMap<JudgeClient, Map<string, Promise<T>>>();
  return async (client, intent, signal) => {
    const notes = known.get(client) ?? new Map<string, Promise<T>>();
    known.set(client, notes);
    for (let other = notes.get(intent); other !== undefined; other = notes.get(intent)) {
      // Whoever waits for another's request asks anew when that one is given up.
      const found = await other.catch(() => undefined);
      if (found !== undefined) return found;
      signal?.throwIfAborted();
    }
    const mark = derivedVersion('notes', intent);
    const example = `{"check": "${mark}", ${fields.example}}`;
    const content = `Goal: ${intent}\n\nAnswer with one JSON object and nothing else: ${example}`;
    const writing = client
      .ask({ system, content, mark, form, example, signal })
      .then(({ value }) => value);
    notes.set(intent, writing);
    writing.catch(() => notes.delete(intent));
    return writing;
  };
}
