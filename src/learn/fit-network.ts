import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Rng } from '../core/rng.ts';
import { pairLogLosses } from './held-out.ts';
import { createNetwork } from './network.ts';
import type { NetworkShape } from './network-shape.ts';
import { gatherBatch } from './pair-batch.ts';
import type { PairTable } from './pair-table.ts';
import { learningRateShare } from './schedule.ts';
import type { PairSplit } from './split.ts';
import type { Standardizer } from './standardizer.ts';
import type { TrainingEngine } from './training-engine.ts';
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

/** The networks to fit: those that the engine holds. */
export interface NetworksToFit {
  readonly shape: NetworkShape;
  readonly engine: TrainingEngine;
  /** How often each pair counts, for each network. */
  readonly multiplicities: readonly ((pair: number) => number)[];
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
  { shape, engine, multiplicities }: NetworksToFit,
  { pairs, split, standardizer }: TrainingData,
  options: TrainingOptions,
  { rng, signal, onProgress }: TrainingRun,
): Promise<NetworkFit[]> {
  const { epochs, batchPairs, learningRate, patience } = options;
  const totalSteps = epochs * Math.ceil(split.train.length / batchPairs);
  const courses = multiplicities.map((multiplicityOf, head) => new Course(head, multiplicityOf));
  const unfinished = () => courses.filter(({ epoch, best }) => epoch - best.epoch < patience);
  let step = 0;
  let room: Float64Array = new Float64Array(0);
  for (let epoch = 1; epoch <= epochs && unfinished().length > 0; epoch += 1) {
    const active = unfinished();
    const order = rng.shuffle(split.train);
    let trainLoss = 0;
    let pairsThisTurn = 0;
    for (let start = 0; start < order.length; start += batchPairs) {
      const indices = order.slice(start, start + batchPairs);
      const batch = gatherBatch(pairs, indices, standardizer, room);
      if (batch.rows.length > room.length) room = batch.rows;
      const heads = active.map(({ head, multiplicityOf }) => ({
        head,
        multiplicities: Float64Array.from(indices, multiplicityOf),
      }));
      const rate = learningRate * learningRateShare(step, totalSteps);
      const losses = await engine.step(batch, heads, rate);
      step += 1;
      trainLoss += (mean(losses) * indices.length) / order.length;
      pairsThisTurn += indices.length * active.length;
      if (pairsThisTurn < PAIRS_PER_TURN) continue;
      pairsThisTurn = 0;
      await nextTurn();
      signal?.throwIfAborted();
    }
    const parameters = await Promise.all(active.map(({ head }) => engine.parameters(head)));
    const networks = parameters.map((values) => createNetwork(shape, values));
    const losses = await pairLogLosses(networks, standardizer, pairs, split.heldOut, signal);
    active.forEach((course, place) => {
      course.endEpoch(epoch, losses[place]!, parameters[place]!);
    });
    const heldOutLogLoss = mean(losses);
    const bestEpoch = Math.max(...active.map(({ best }) => best.epoch));
    onProgress?.({ epoch, epochs, trainLoss, heldOutLogLoss, bestEpoch });
  }
  return courses.map(({ best, epoch }) => ({
    parameters: best.parameters,
    bestEpoch: best.epoch,
    epochs: epoch,
  }));
}

interface Best {
  readonly epoch: number;
  readonly loss: number;
  readonly parameters: Float64Array;
}

/** How the training of one network goes. */
class Course {
  readonly head: number;
  readonly multiplicityOf: (pair: number) => number;
  /** The epoch with the lowest held-out log-loss. */
  best: Best = { epoch: 0, loss: Infinity, parameters: new Float64Array(0) };
  /** The last one. */
  epoch = 0;

  constructor(head: number, multiplicityOf: (pair: number) => number) {
    this.head = head;
    this.multiplicityOf = multiplicityOf;
  }

  endEpoch(epoch: number, loss: number, parameters: Float64Array): void {
    this.epoch = epoch;
    if (loss < this.best.loss) this.best = { epoch, loss, parameters };
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
