import type { ImageSource } from '../../core/image-source.ts';
import { RewardError } from '../../core/errors.ts';
import type { RewardModel, Score } from '../../core/reward-model.ts';
import type { Trajectory } from '../../core/trajectory.ts';
import { readAnswer } from './answers.ts';
import { AnswerError } from './dialect.ts';
import { LinkedAbort } from './linked-abort.ts';
import { StatusError, type Replicas } from './replicas.ts';
import {
  errorResponseSchema,
  modelResponseSchema,
  SCORE_FORMAT,
  scoreResponseSchema,
  toSent,
  type ModelResponse,
  type ScoreRequest,
} from './score-format.ts';

/** Trajectories in one request, where the server allows as many: a few of its batches. */
const BATCH = 128;

export async function readModel(server: Replicas): Promise<ModelResponse> {
  return readAnswer(modelResponseSchema, await server.call({ path: '/v1/model' }));
}

/**
 * A reward model behind `POST /v1/score`. Pictures are sent when a server says that it does not
 * hold them. When a server begins to serve another version, scoring throws: caches go by it.
 */
export function armapReward(
  servers: Replicas,
  { model, sees, limits }: ModelResponse,
  pictures: ImageSource | undefined,
): RewardModel {
  const fail = (problem: string, cause?: unknown): RewardError =>
    new RewardError({ reward: model.name, problem, cause });

  const ask = async (
    trajectories: readonly Trajectory[],
    images: Readonly<Record<string, string>>,
    signal: AbortSignal | undefined,
  ): Promise<readonly Score[]> => {
    const sent = trajectories.map(toSent);
    const body: ScoreRequest = { format: SCORE_FORMAT, trajectories: sent, images };
    try {
      const answer = await servers.call({ path: '/v1/score', body, signal });
      const response = readAnswer(scoreResponseSchema, answer);
      if (response.model.version !== model.version) {
        throw fail(
          `the server serves version ${response.model.version} now, and it was opened as ${model.version}. Open it again`,
        );
      }
      if (response.scores.length === trajectories.length) return response.scores;
      throw new AnswerError(
        `it gave ${response.scores.length} scores for ${trajectories.length} trajectories`,
      );
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      if (error.status === 413 && trajectories.length > 1) {
        return halves(trajectories, (half) => ask(half, {}, signal));
      }
      const missing = missingImages(error).filter((hash) => !(hash in images));
      if (missing.length === 0) throw error;
      return ask(trajectories, { ...images, ...(await bytesOf(missing)) }, signal);
    }
  };

  const bytesOf = async (hashes: readonly string[]): Promise<Record<string, string>> => {
    if (pictures === undefined) {
      throw fail('its server looks at pictures, and there is no folder to send them from');
    }
    const entries = hashes.map(async (hash): Promise<[string, string]> => {
      return [hash, Buffer.from(await pictures.read(hash)).toString('base64')];
    });
    return Object.fromEntries(await Promise.all(entries));
  };

  const batch = Math.min(BATCH, limits.trajectories);
  return {
    name: model.name,
    version: model.version,
    calibrated: model.calibrated,
    sees,
    score: (trajectories, { signal } = {}) =>
      inBatches(trajectories, batch, signal, (part, abort) => ask(part, {}, abort)),
  };
}

/** Asks about all batches at a time; the first failure ends the others. */
export async function inBatches<T>(
  trajectories: readonly Trajectory[],
  size: number,
  signal: AbortSignal | undefined,
  ask: (part: readonly Trajectory[], signal: AbortSignal) => Promise<readonly T[]>,
): Promise<T[]> {
  signal?.throwIfAborted();
  const own = new LinkedAbort(signal);
  const parts: Promise<readonly T[]>[] = [];
  for (let start = 0; start < trajectories.length; start += size) {
    parts.push(ask(trajectories.slice(start, start + size), own.signal));
  }
  try {
    return (await Promise.all(parts)).flat();
  } catch (error) {
    own.abort(error);
    await Promise.allSettled(parts);
    signal?.throwIfAborted();
    throw error;
  } finally {
    own.release();
  }
}

async function halves<T>(
  all: readonly Trajectory[],
  ask: (half: readonly Trajectory[]) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const middle = Math.ceil(all.length / 2);
  const first = await ask(all.slice(0, middle));
  return [...first, ...(await ask(all.slice(middle)))];
}

function missingImages({ status, body }: StatusError): readonly string[] {
  if (status !== 409) return [];
  const parsed = errorResponseSchema.safeParse(body);
  return parsed.success ? (parsed.data.error.images ?? []) : [];
}
