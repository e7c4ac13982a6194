import { AdamW, clipByNorm } from './adamw.ts';
import { pairLoss } from './losses.ts';
import { createNetwork, type Network } from './network.ts';
import { decays, layoutOf } from './network-shape.ts';
import type { PairBatch } from './pair-batch.ts';
import type { EngineStart, HeadStep, TrainingEngine } from './training-engine.ts';

/** Trains in this thread, in 64 bits. Depends on nothing but Node. */
export class TypeScriptEngine implements TrainingEngine {
  readonly #learners: readonly Learner[];
  readonly #options: EngineStart['options'];

  constructor({ shape, initial, options }: EngineStart) {
    const layout = layoutOf(shape);
    this.#options = options;
    this.#learners = initial.map((parameters) => ({
      network: createNetwork(shape, parameters.slice()),
      optimizer: new AdamW(layout.size, options.weightDecay, (index) => decays(layout, index)),
    }));
  }

  step(batch: PairBatch, heads: readonly HeadStep[], learningRate: number): Promise<number[]> {
    return Promise.resolve(
      heads.map(({ head, multiplicities }) => {
        const { network, optimizer } = this.#learners[head]!;
        const { parameters, gradients } = network;
        network.forward(batch.rows, 2 * batch.count, batch.scores);
        const { positiveGradients, negativeGradients } = batch;
        const weighted = { ...batch, multiplicities };
        const loss = pairLoss(weighted, this.#options, positiveGradients, negativeGradients);
        gradients.fill(0);
        network.backward(batch.rows, 2 * batch.count, batch.gradients);
        clipByNorm(gradients, this.#options.gradientNorm);
        optimizer.step(parameters, gradients, learningRate);
        return loss;
      }),
    );
  }

  parameters(head: number): Promise<Float64Array> {
    return Promise.resolve(this.#learners[head]!.network.parameters.slice());
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

interface Learner {
  readonly network: Network;
  readonly optimizer: AdamW;
}
