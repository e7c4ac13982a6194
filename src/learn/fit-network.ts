import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Rng } from '../core/rng.ts';
import { AdamW, clipByNorm } from './adamw.ts';
import { pairLogLoss } from './held-out.ts';
import { pairLoss } from './losses.ts';
import type { Network } from './network.ts';
import { decays, layoutOf } from './network-shape.ts';
import { gatherBatch } from './pair-batch.ts';
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
  /** Mean of the whole loss over the epoch, in nats. */
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

/** A network to fit, and how often each pair counts for it; once if absent. */
export interface NetworkToFit {
  readonly network: Network;
  readonly standardizer: Standardizer;
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
 * Changes the network's parameters, epoch by epoch, until the held-out pair log-loss has not
 * fallen for `patience` epochs. Throws the signal's reason when it aborts.
 */
export async function fitNetwork(
  { network, standardizer, multiplicityOf }: NetworkToFit,
  { pairs, split }: { readonly pairs: PairTable; readonly split: PairSplit },
  options: TrainingOptions,
  { rng, signal, onProgress }: TrainingRun,
): Promise<NetworkFit> {
  const train = split.train.filter((pair) => multiplicityOf?.(pair) !== 0);
  const learn = learner({ network, standardizer, multiplicityOf }, pairs, options, train.length);
  let best = { epoch: 0, loss: Infinity, parameters: network.parameters.slice() };
  let epoch = 0;
  while (epoch < options.epochs && epoch - best.epoch < options.patience) {
    epoch += 1;
    const order = rng.shuffle(train);
    let trainLoss = 0;
    let pairsThisTurn = 0;
    for (let start = 0; start < order.length; start += options.batchPairs) {
      const indices = order.slice(start, start + options.batchPairs);
      trainLoss += (learn(indices) * indices.length) / order.length;
      pairsThisTurn += indices.length;
      if (pairsThisTurn < PAIRS_PER_TURN) continue;
      pairsThisTurn = 0;
      await nextTurn();
      signal?.throwIfAborted();
    }
    const loss = pairLogLoss(network, standardizer, pairs, split.heldOut);
    if (loss < best.loss) best = { epoch, loss, parameters: network.parameters.slice() };
    const { epochs } = options;
    onProgress?.({ epoch, epochs, trainLoss, heldOutLogLoss: loss, bestEpoch: best.epoch });
    await nextTurn();
    signal?.throwIfAborted();
  }
  return { parameters: best.parameters, bestEpoch: best.epoch, epochs: epoch };
}

/** Returns a function that takes one optimiser step on a batch and returns the batch's loss. */
function learner(
  { network, standardizer, multiplicityOf }: NetworkToFit,
  pairs: PairTable,
  options: TrainingOptions,
  trainPairs: number,
): (indices: readonly number[]) => number {
  const { parameters, gradients } = network;
  const layout = layoutOf(network.shape);
  const optimizer = new AdamW(layout.size, options.weightDecay, (index) => decays(layout, index));
  const totalSteps = options.epochs * Math.ceil(trainPairs / options.batchPairs);
  let step = 0;
  return (indices) => {
    const batch = gatherBatch(pairs, indices, standardizer, multiplicityOf);
    network.forward(batch.rows, 2 * batch.count, batch.scores);
    const loss = pairLoss(batch, options, batch.positiveGradients, batch.negativeGradients);
    gradients.fill(0);
    network.backward(batch.rows, 2 * batch.count, batch.gradients);
    clipByNorm(gradients, options.gradientNorm);
    optimizer.step(
      parameters,
      gradients,
      options.learningRate * learningRateShare(step, totalSteps),
    );
    step += 1;
    return loss;
  };
}
