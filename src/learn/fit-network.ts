import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Rng } from '../core/rng.ts';
import { AdamW, clipByNorm } from './adamw.ts';
import { pairLogLoss } from './held-out.ts';
import { pairLoss } from './losses.ts';
import type { Network } from './network.ts';
import { decays, layoutOf } from './network-shape.ts';
import { gatherBatch, type PairBatch } from './pair-batch.ts';
import type { PairTable } from './pair-table.ts';
import { learningRateShare } from './schedule.ts';
import type { PairSplit } from './split.ts';
import type { Standardizer } from './standardizer.ts';
import type { TrainingOptions } from './training-options.ts';

/** Pairs between two turns of the event loop: tens of milliseconds, so that Ctrl-C is heard. */
const PAIRS_PER_TURN = 2048;

export interface TrainingProgress {
  /** The epoch that has just ended, counted from 1. */
  readonly epoch: number;
  /** How many there are at most. */
  readonly epochs: number;
  /** Mean of the whole loss over the epoch, in nats; of several networks the mean. */
  readonly trainLoss: number;
  /** Cross-entropy of the preferences over the held-out pairs, in nats; ln 2 knows nothing. */
  readonly heldOutLogLoss: number;
  /** The epoch with the lowest held-out log-loss so far; 0 if none had a finite one. */
  readonly bestEpoch: number;
}

export interface TrainingRun {
  /** Consumed. */
  readonly rng: Rng;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: TrainingProgress) => void) | undefined;
}

export interface TrainingData {
  readonly pairs: PairTable;
  readonly split: PairSplit;
  readonly standardizer: Standardizer;
}

/** A network to fit, and how often each pair counts for it; once if absent. */
export interface NetworkToFit {
  readonly network: Network;
  readonly multiplicityOf?: ((pair: number) => number) | undefined;
}

export interface NetworkFit {
  /** Of the best epoch. */
  readonly parameters: Float64Array;
  /** 0 when no epoch had a finite held-out loss. */
  readonly bestEpoch: number;
  /** How many epochs ran. */
  readonly epochs: number;
}

/**
 * Changes the networks' parameters, epoch by epoch, each until its held-out pair log-loss has not
 * fallen for `patience` epochs. All of them see the same batches, which are made once. Throws the
 * signal's reason when it aborts.
 */
export async function fitNetworks(
  networks: readonly NetworkToFit[],
  data: TrainingData,
  options: TrainingOptions,
  { rng, signal, onProgress }: TrainingRun,
): Promise<NetworkFit[]> {
  const { pairs, split, standardizer } = data;
  const { epochs, batchPairs } = options;
  const totalSteps = epochs * Math.ceil(split.train.length / batchPairs);
  const learners = networks.map((network) => new Learner(network, options, totalSteps));
  const learning = () => learners.filter(({ isDone }) => !isDone);
  for (let epoch = 1; epoch <= epochs && learning().length > 0; epoch += 1) {
    const active = learning();
    const order = rng.shuffle(split.train);
    let trainLoss = 0;
    let pairsThisTurn = 0;
    for (let start = 0; start < order.length; start += batchPairs) {
      const indices = order.slice(start, start + batchPairs);
      const batch = gatherBatch(pairs, indices, standardizer);
      const share = indices.length / order.length / active.length;
      for (const learner of active) trainLoss += learner.learn(batch, indices) * share;
      pairsThisTurn += indices.length * active.length;
      if (pairsThisTurn < PAIRS_PER_TURN) continue;
      pairsThisTurn = 0;
      await nextTurn();
      signal?.throwIfAborted();
    }
    for (const learner of active) {
      learner.endEpoch(epoch, pairLogLoss(learner.network, standardizer, pairs, split.heldOut));
      await nextTurn();
      signal?.throwIfAborted();
    }
    const heldOutLogLoss = mean(active.map(({ loss }) => loss));
    const bestEpoch = Math.max(...active.map(({ best }) => best.epoch));
    onProgress?.({ epoch, epochs, trainLoss, heldOutLogLoss, bestEpoch });
  }
  return learners.map(({ best, epoch }) => ({
    parameters: best.parameters,
    bestEpoch: best.epoch,
    epochs: epoch,
  }));
}

/** One network on its way. */
class Learner {
  readonly network: Network;
  best: { readonly epoch: number; readonly loss: number; readonly parameters: Float64Array };
  epoch = 0;
  /** Held out, after the last epoch. */
  loss = Infinity;
  readonly #multiplicityOf: ((pair: number) => number) | undefined;
  readonly #options: TrainingOptions;
  readonly #optimizer: AdamW;
  readonly #totalSteps: number;
  #step = 0;

  constructor(
    { network, multiplicityOf }: NetworkToFit,
    options: TrainingOptions,
    totalSteps: number,
  ) {
    const layout = layoutOf(network.shape);
    this.network = network;
    this.best = { epoch: 0, loss: Infinity, parameters: network.parameters.slice() };
    this.#multiplicityOf = multiplicityOf;
    this.#options = options;
    this.#optimizer = new AdamW(layout.size, options.weightDecay, (index) => decays(layout, index));
    this.#totalSteps = totalSteps;
  }

  get isDone(): boolean {
    return this.epoch - this.best.epoch >= this.#options.patience;
  }

  /** Takes one optimiser step on a batch and returns the batch's loss. */
  learn(batch: PairBatch, indices: readonly number[]): number {
    const { network } = this;
    const { parameters, gradients } = network;
    const { learningRate, gradientNorm } = this.#options;
    const multiplicityOf = this.#multiplicityOf;
    if (multiplicityOf !== undefined) {
      indices.forEach((pair, place) => (batch.multiplicities[place] = multiplicityOf(pair)));
    }
    network.forward(batch.rows, 2 * batch.count, batch.scores);
    const loss = pairLoss(batch, this.#options, batch.positiveGradients, batch.negativeGradients);
    gradients.fill(0);
    network.backward(batch.rows, 2 * batch.count, batch.gradients);
    clipByNorm(gradients, gradientNorm);
    const rate = learningRate * learningRateShare(this.#step, this.#totalSteps);
    this.#optimizer.step(parameters, gradients, rate);
    this.#step += 1;
    return loss;
  }

  endEpoch(epoch: number, loss: number): void {
    this.epoch = epoch;
    this.loss = loss;
    if (loss < this.best.loss) {
      this.best = { epoch, loss, parameters: this.network.parameters.slice() };
    }
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
