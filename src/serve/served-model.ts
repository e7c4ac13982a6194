import type { RewardModel, Score } from '../core/reward-model.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { closeAll } from '../reward/parts.ts';
import { RequestError } from './request-error.ts';
import { ScoringQueue, type QueueOptions } from './scoring-queue.ts';

export interface ServedModelOptions extends Pick<QueueOptions, 'batch' | 'waiting' | 'onBatch'> {
  /** Opens one copy of the model, checked; called again for each copy and each reload. */
  readonly open: () => Promise<RewardModel>;
  readonly copies: number;
  /** Told what happens to the model when nobody asked. */
  readonly log: (message: string) => void;
}

/** What clients are told of a model. */
export type ModelIdentity = Pick<RewardModel, 'name' | 'version' | 'calibrated' | 'sees'>;

export interface ScoredBatch {
  readonly model: ModelIdentity;
  readonly scores: readonly Score[];
}

/** The model as it was loaded at one time. */
interface Generation {
  readonly identity: ModelIdentity;
  readonly queue: ScoringQueue;
  readonly models: readonly RewardModel[];
}

/**
 * A model that can be replaced while it is asked. Each request is answered by one generation of it;
 * an old one is closed when it has answered all that it was asked.
 */
export class ServedModel {
  readonly #options: ServedModelOptions;
  #generation!: Generation;
  #reloading: Promise<ModelIdentity> | undefined;
  #isClosed = false;
  /** Generations that answer what they were asked, and are closed then. */
  readonly #retiring = new Set<Promise<void>>();

  private constructor(options: ServedModelOptions) {
    this.#options = options;
  }

  /** Rejects with what `open` rejects with. */
  static async open(options: ServedModelOptions): Promise<ServedModel> {
    const served = new ServedModel(options);
    served.#generation = await served.#load();
    return served;
  }

  get identity(): ModelIdentity {
    return this.#generation.identity;
  }

  /** Trajectories that wait. */
  get waiting(): number {
    return this.#generation.queue.waiting;
  }

  async score(trajectories: readonly Trajectory[], signal?: AbortSignal): Promise<ScoredBatch> {
    const { identity, queue } = this.#generation;
    return { model: identity, scores: await queue.score(trajectories, signal) };
  }

  /**
   * Opens the model anew and answers later requests with it. When it cannot be opened the old one
   * goes on, and this rejects with the reason.
   */
  reload(): Promise<ModelIdentity> {
    if (this.#isClosed) {
      const problem = 'the server is stopping';
      return Promise.reject(new RequestError('unavailable', { problem }));
    }
    this.#reloading ??= this.#replace().finally(() => {
      this.#reloading = undefined;
    });
    return this.#reloading;
  }

  /** Answers what was asked before, then closes the model. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#reloading?.catch(() => undefined);
    this.#retire(this.#generation);
    await Promise.all(this.#retiring);
  }

  #repair(): void {
    if (this.#isClosed || this.#reloading !== undefined) return;
    const { log } = this.#options;
    log('The model broke down and is opened again');
    this.reload().catch((cause: unknown) => {
      log(`The model cannot be opened again: ${String(cause)}`);
    });
  }

  async #replace(): Promise<ModelIdentity> {
    const old = this.#generation;
    this.#generation = await this.#load();
    this.#retire(old);
    return this.#generation.identity;
  }

  #retire({ queue, models }: Generation): void {
    const retiring = (async () => {
      await queue.drained();
      await closeAll(models);
    })()
      .catch((cause: unknown) => {
        this.#options.log(`A model could not be closed: ${String(cause)}`);
      })
      .finally(() => this.#retiring.delete(retiring));
    this.#retiring.add(retiring);
  }

  /** All copies, or none. */
  async #load(): Promise<Generation> {
    const { open, copies, batch, waiting, onBatch } = this.#options;
    const models = await openAll(open, copies);
    const [{ name, version, calibrated, sees }] = models;
    const queue = new ScoringQueue({
      models,
      batch,
      waiting,
      onBroken: () => {
        this.#repair();
      },
      ...(onBatch === undefined ? {} : { onBatch }),
    });
    return { identity: { name, version, calibrated, sees }, queue, models };
  }
}

async function openAll(
  open: () => Promise<RewardModel>,
  copies: number,
): Promise<[RewardModel, ...RewardModel[]]> {
  const outcomes = await Promise.allSettled(Array.from({ length: copies }, () => open()));
  const models = outcomes.flatMap((outcome) =>
    outcome.status === 'fulfilled' ? [outcome.value] : [],
  );
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  const versions = [...new Set(models.map(({ version }) => version))];
  if (failed === undefined && versions.length === 1) {
    return models as [RewardModel, ...RewardModel[]];
  }
  await closeAll(models);
  if (failed !== undefined) throw failed.reason;
  const problem = `the model changed while it was opened (${versions.join(', ')}). Reload it`;
  throw new RequestError('unavailable', { problem });
}
