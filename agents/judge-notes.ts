import { z } from 'zod';
import type { Awaitable } from '../src/core/awaitable.ts';
import { derivedVersion } from '../src/reward/derived-version.ts';
import { openAppendFolder } from '../src/store/append-folder.ts';
import type { JudgeClient } from './judge-client.ts';
import { PROMPT_VERSION } from './judge-prompt.ts';

/** Keeps what judges have written about intents, as JSON by key. */
export interface NoteStore {
  get(key: string): string | undefined;
  add(key: string, note: string): Awaitable<void>;
}

export function createNoteMemory(): NoteStore {
  const notes = new Map<string, string>();
  return {
    get: (key) => notes.get(key),
    add: (key, note) => {
      notes.set(key, note);
    },
  };
}

const lineSchema = z.object({ key: z.string().min(1), note: z.string() });

/**
 * Keeps notes on disk, so that later runs judge by the same ones. Processes may share the folder,
 * also with scores, see `openAppendFolder`. Throws `InputError`.
 */
export async function openNoteFolder(folder: string): Promise<NoteStore> {
  const notes = new Map<string, string>();
  const append = await openAppendFolder(folder, {
    prefix: 'notes',
    what: 'notes of judges',
    schema: lineSchema,
    onLine: ({ key, note }) => notes.set(key, note),
  });
  return {
    get: (key) => notes.get(key),
    add: (key, note) => {
      notes.set(key, note);
      return append([{ key, note }]);
    },
  };
}

/** Gives what was written about an intent, from the intent alone, once. */
export type Notes<T> = (
  client: JudgeClient,
  intent: string,
  signal: AbortSignal | undefined,
) => Promise<T>;

/**
 * Has a model write something about each intent before any attempt is judged. It sees no attempt,
 * so it cannot be swayed by one, and attempts at one intent are judged alike. The client's store
 * keeps it; what fails is written again.
 */
export function writeOnce<T>(fields: {
  /** Names what is written, in stores. */
  readonly kind: string;
  readonly system: string;
  readonly form: z.ZodType<T>;
  /** What stands beside the mark in an answer: `"items": ["...", ...]`. */
  readonly example: string;
}): Notes<T> {
  const { kind, system, form } = fields;
  const underWay = new WeakMap<JudgeClient, Map<string, Promise<T>>>();
  return async (client, intent, signal) => {
    const key = derivedVersion(kind, PROMPT_VERSION, client.name, intent);
    const writing = underWay.get(client) ?? new Map<string, Promise<T>>();
    underWay.set(client, writing);
    for (let other = writing.get(key); other !== undefined; other = writing.get(key)) {
      // Whoever waits for another's request asks anew when that one is given up.
      const found = await other.catch(() => undefined);
      if (found !== undefined) return found;
      signal?.throwIfAborted();
    }
    const known = client.notes.get(key);
    if (known !== undefined) return form.parse(JSON.parse(known));
    const mark = derivedVersion('notes', intent);
    const example = `{"check": "${mark}", ${fields.example}}`;
    const content = `Goal: ${intent}\n\nAnswer with one JSON object and nothing else: ${example}`;
    const answer = (async () => {
      const { value } = await client.ask({ system, content, mark, form, example, signal });
      await client.notes.add(key, JSON.stringify(value));
      return value;
    })().finally(() => writing.delete(key));
    writing.set(key, answer);
    return answer;
  };
}
