import { z } from 'zod';
import type { Score } from '../core/reward-model.ts';
import { openAppendFolder } from '../store/append-folder.ts';
import type { ScoreStore } from './score-store.ts';

const lineSchema = z.object({
  key: z.string().min(1),
  raw: z.number(),
  value: z.number(),
  deviation: z.number().optional(),
});

/**
 * A store of scores on disk, made where it does not exist. It knows what lay in the folder when it
 * was opened and what it was given since; all of it is in memory. Processes may share it, see
 * `openAppendFolder`.
 *
 * Throws `InputError` when the folder cannot be used, or a line in it is not a score.
 */
export async function openScoreFolder(folder: string): Promise<ScoreStore> {
  const scores = new Map<string, Score>();
  const append = await openAppendFolder(folder, {
    prefix: 'scores',
    what: 'scores',
    schema: lineSchema,
    onLine: ({ key, raw, value, deviation }) => {
      scores.set(key, { raw, value, ...(deviation === undefined ? {} : { deviation }) });
    },
  });
  return {
    get: (key) => scores.get(key),
    add: (entries) => {
      for (const [key, score] of entries) scores.set(key, score);
      return append([...entries].map(([key, score]) => ({ key, ...score })));
    },
  };
}
