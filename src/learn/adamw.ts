/** Defaults of Kingma and Ba 2015. */
export const FIRST_DECAY = 0.9;
export const SECOND_DECAY = 0.999;
export const ADAM_EPSILON = 1e-8;

/** What makes up for the averages' start at zero, in a step counted from 1. */
export function averageScales(step: number): { readonly first: number; readonly second: number } {
  return { first: 1 / (1 - FIRST_DECAY ** step), second: 1 / (1 - SECOND_DECAY ** step) };
}

/** Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2). */
export class AdamW {
  readonly #weightDecay: number;
  readonly #decays: (parameter: number) => boolean;
  readonly #first: Float64Array;
  readonly #second: Float64Array;
  #steps = 0;

  /**
   * @param size how many parameters there are
   * @param weightDecay share of a parameter that a step of learning rate 1 takes away
   * @param decays whether a parameter decays; biases should not
   */
  constructor(size: number, weightDecay: number, decays: (parameter: number) => boolean) {
    this.#weightDecay = weightDecay;
    this.#decays = decays;
    this.#first = new Float64Array(size);
    this.#second = new Float64Array(size);
  }

  /** Changes `parameters` in place. */
  step(parameters: Float64Array, gradients: Float64Array, learningRate: number): void {
    this.#steps += 1;
    const first = this.#first;
    const second = this.#second;
    const scales = averageScales(this.#steps);
    for (let index = 0; index < parameters.length; index += 1) {
      const gradient = gradients[index]!;
      const momentum = FIRST_DECAY * first[index]! + (1 - FIRST_DECAY) * gradient;
      const spread = SECOND_DECAY * second[index]! + (1 - SECOND_DECAY) * gradient * gradient;
      first[index] = momentum;
      second[index] = spread;
      const decay = this.#decays(index) ? this.#weightDecay * parameters[index]! : 0;
      const change = (momentum * scales.first) / (Math.sqrt(spread * scales.second) + ADAM_EPSILON);
      parameters[index]! -= learningRate * (change + decay);
    }
  }
}

/** Scales the gradients down so that their Euclidean norm is at most `limit`. */
export function clipByNorm(gradients: Float64Array, limit: number): void {
  let squares = 0;
  for (const gradient of gradients) squares += gradient * gradient;
  const norm = Math.sqrt(squares);
  if (norm <= limit) return;
  const scale = limit / norm;
  for (let index = 0; index < gradients.length; index += 1) gradients[index]! *= scale;
}
