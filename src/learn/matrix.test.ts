import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../core/rng.ts';
import { addTransposeProduct, multiplyByTranspose } from './matrix.ts';
import { gaussian } from './testing/planted-pairs.ts';

const shapes = fc.record({
  rows: fc.integer({ min: 0, max: 7 }),
  columns: fc.integer({ min: 1, max: 11 }),
  inner: fc.integer({ min: 1, max: 9 }),
  seed: fc.integer(),
});

describe('the matrix products', () => {
  it('multiply by the transpose as the definition says, for shapes that fit no block', () => {
    fc.assert(
      fc.property(shapes, ({ rows, columns, inner, seed }) => {
        const [left, right] = matrices(seed, rows * inner, columns * inner);
        const out = new Float64Array(rows * columns).fill(NaN);
        multiplyByTranspose(left, right, out, { rows, columns, inner });
        for (let row = 0; row < rows; row += 1) {
          for (let column = 0; column < columns; column += 1) {
            let expected = 0;
            for (let index = 0; index < inner; index += 1) {
              expected += left[row * inner + index]! * right[column * inner + index]!;
            }
            expect(out[row * columns + column]).toBeCloseTo(expected, 12);
          }
        }
      }),
    );
  });

  it('add the product of a transpose to what is there', () => {
    fc.assert(
      fc.property(shapes, ({ rows, columns, inner, seed }) => {
        const [left, right] = matrices(seed, inner * rows, inner * columns);
        const out = new Float64Array(rows * columns).fill(7);
        addTransposeProduct(left, right, out, { rows, columns, inner });
        for (let row = 0; row < rows; row += 1) {
          for (let column = 0; column < columns; column += 1) {
            let expected = 7;
            for (let index = 0; index < inner; index += 1) {
              expected += left[index * rows + row]! * right[index * columns + column]!;
            }
            expect(out[row * columns + column]).toBeCloseTo(expected, 12);
          }
        }
      }),
    );
  });
});

function matrices(seed: number, ...sizes: readonly number[]): [Float64Array, Float64Array] {
  const rng = createRng(seed);
  const [left, right] = sizes.map((length) => Float64Array.from({ length }, () => gaussian(rng)));
  return [left!, right!];
}
