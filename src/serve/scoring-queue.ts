import { describeCause } from '../core/errors.ts';
import type { RewardModel, Score } from '../core/reward-model.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { ask } from '../reward/parts.ts';
import { RequestError } from './request-error.ts';

export interface QueueOptions {
  /** Copies of one model; each is asked one batch at a time. */
  readonly models: readonly RewardModel[];
  /** Trajectories that a model is asked about at once. */
  readonly batch: number;
  /** Trajectories that may wait. */
  readonly waiting: number;
  /** Told the size of each batch. */
  readonly onBatch?: (size: number) => void;
  /** Told when a model broke down, whatever it was asked. */
  readonly onBroken?: (error: RequestError) => void;
}

/** A part of a request that fits into a batch. */
interface Piece {
  readonly trajectories: readonly Trajectory[];
  readonly signal: AbortSignal | undefined;
  readonly resolve: (scores: readonly Score[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers what concurrent requests ask into batches. While every model is busy requests wait and so
 * make up the next batch; an idle model is asked at once, and no timer delays anybody.
 *
 * A batch that fails is asked again one trajectory at a time, so that nobody fails for what another
 * request asked.
 */
export class ScoringQueue {
  readonly #options: QueueOptions;
  readonly #idle: RewardModel[];
  readonly #pieces: Piece[] = [];
  readonly #emptied: (() => void)[] = [];
  #waiting = 0;
  #isPlanned = false;
  /** The last trajectory that got a score: one that a sound model can read. */
  #known: Trajectory | undefined;

  constructor(options: QueueOptions) {
    this.#options = options;
    this.#idle = [...options.models];
  }

  /** Trajectories that wait. */
  get waiting(): number {
    return this.#waiting;
  }

  /**
   * One score for each, in order. Rejects with `RequestError`: `overloaded`, `cannot-score` or
   * `model-failed`; and with the signal's reason if it aborts while the request still waits.
   */
  async score(trajectories: readonly Trajectory[], signal?: AbortSignal): Promise<Score[]> {
    const { batch, waiting } = this.#options;
    if (this.#waiting > 0 && this.#waiting + trajectories.length > waiting) {
      const problem = `${this.#waiting} trajectories wait already. Ask again later`;
      throw new RequestError('overloaded', { problem });
    }
    const pieces: Promise<readonly Score[]>[] = [];
    for (let start = 0; start < trajectories.length; start += batch) {
      pieces.push(this.#add(trajectories.slice(start, start + batch), signal));
    }
    return (await Promise.all(pieces)).flat();
  }

  /** Resolves when nothing waits and every model is idle. */
  async drained(): Promise<void> {
    if (this.#isDrained) return;
    await new Promise<void>((resolve) => this.#emptied.push(resolve));
  }

  get #isDrained(): boolean {
    return this.#waiting === 0 && this.#idle.length === this.#options.models.length;
  }

  #add(trajectories: readonly Trajectory[], signal: AbortSignal | undefined) {
    this.#waiting += trajectories.length;
    return new Promise<readonly Score[]>((resolve, reject) => {
      this.#pieces.push({ trajectories, signal, resolve, reject });
      this.#plan();
    });
  }

  /** Starts what can start, once the requests of this turn of the event loop are all in. */
  #plan(): void {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    setImmediate(() => {
      this.#isPlanned = false;
      while (this.#pieces.length > 0 && this.#idle.length > 0) {
        const pieces = this.#takeBatch();
        if (pieces.length > 0) void this.#run(this.#idle.pop()!, pieces);
      }
      if (this.#isDrained) for (const resolve of this.#emptied.splice(0)) resolve();
    });
  }

  #takeBatch(): Piece[] {
    const batch: Piece[] = [];
    let size = 0;
    for (let piece = this.#pieces[0]; piece !== undefined; piece = this.#pieces[0]) {
      const { trajectories, signal, reject } = piece;
      if (size + trajectories.length > this.#options.batch) break;
      this.#pieces.shift();
      this.#waiting -= trajectories.length;
      if (signal?.aborted === true) {
        reject(signal.reason);
        continue;
      }
      batch.push(piece);
      size += trajectories.length;
    }
    return batch;
  }

  async #run(model: RewardModel, pieces: readonly Piece[]): Promise<void> {
    const trajectories = pieces.flatMap((piece) => piece.trajectories);
    this.#options.onBatch?.(trajectories.length);
    const outcomes = await this.#ask(model, trajectories);
    let start = 0;
    for (const { trajectories: own, resolve, reject } of pieces) {
      const answers = outcomes.slice(start, start + own.length);
      start += own.length;
      const scores = answers.filter((answer): answer is Score => !(answer instanceof RequestError));
      if (scores.length === own.length) resolve(scores);
      else reject(answers.find((answer) => answer instanceof RequestError));
    }
    this.#idle.push(model);
    this.#plan();
  }

  async #ask(
    model: RewardModel,
    trajectories: readonly Trajectory[],
  ): Promise<(Score | RequestError)[]> {
    try {
      const scores = await ask(model, trajectories, undefined);
      if (scores.every(isFinite)) {
        this.#known = trajectories.at(-1);
        return [...scores];
      }
    } catch (cause) {
      if (trajectories.length === 1) return [await this.#explain(model, trajectories[0]!, cause)];
    }
    if (trajectories.length === 1) return [cannotScore(trajectories[0]!, NOT_FINITE)];
    const outcomes: (Score | RequestError)[] = [];
    for (const trajectory of trajectories) {
      outcomes.push(...(await this.#ask(model, [trajectory])));
    }
    return outcomes;
  }

  /** Tells a trajectory that the model cannot read from a model that reads nothing any more. */
  async #explain(model: RewardModel, trajectory: Trajectory, cause: unknown) {
    if (cause instanceof RangeError || (await this.#isSound(model))) {
      return cannotScore(trajectory, describeCause(cause), cause);
    }
    const error = new RequestError('model-failed', { problem: describeCause(cause), cause });
    this.#options.onBroken?.(error);
    return error;
  }

  async #isSound(model: RewardModel): Promise<boolean> {
    if (this.#known === undefined) return false;
    try {
      await model.score([this.#known]);
      return true;
    } catch {
      return false;
    }
  }
}

const NOT_FINITE = 'its score is not a finite number';

function cannotScore({ id }: Trajectory, reason: string, cause?: unknown): RequestError {
  const problem = `trajectory ${JSON.stringify(id.slice(0, 80))} cannot be scored: ${reason}`;
  return new RequestError('cannot-score', { problem, trajectory: id, cause });
}

function isFinite({ raw, value, deviation }: Score): boolean {
  return Number.isFinite(raw) && Number.isFinite(value) && Number.isFinite(deviation ?? 0);
}
