import { InputError, type InputPlace } from '../../../src/core/errors.ts';
import type { Product } from './product.ts';

/** A record that cannot be used, and why. */
export interface Rejection {
  readonly place: InputPlace;
  readonly problem: string;
}

const NAMED = 20;

/** Bad records are counted, and the first ones named; they never end the reading of a catalogue. */
export class Rejections {
  #count = 0;
  readonly #first: Rejection[] = [];

  get count(): number {
    return this.#count;
  }

  /** At most 20. */
  get first(): readonly Rejection[] {
    return this.#first;
  }

  add(place: InputPlace, problem: string): void {
    this.#count += 1;
    if (this.#first.length < NAMED) this.#first.push({ place, problem });
  }

  /** What `read` returns, or nothing if it finds its input bad, which is then counted. */
  attempt<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.add(error.place, error.problem);
      return undefined;
    }
  }
}

/** What to tell a user about them: nothing where there are none. */
export function describeRejections(first: readonly Rejection[], count: number): string[] {
  if (count === 0) return [];
  return [
    `${count.toLocaleString('en-US')} ${count === 1 ? 'record was' : 'records were'} left out:`,
    ...first.map(
      ({ place: { file, line, field }, problem }) =>
        `  ${[file, line, field].filter(Boolean).join(':')}: ${problem}`,
    ),
    ...(count > first.length ? ['  ...'] : []),
  ];
}

/** What came of reading a catalogue. */
export interface LoadReport {
  readonly products: readonly Product[];
  /** The first 20. */
  readonly rejected: readonly Rejection[];
  readonly rejectedCount: number;
}
