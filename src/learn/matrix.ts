/**
 * The two matrix products of training. They work on blocks of two by four results, so that each
 * number that is loaded serves several multiplications: about three times as fast in V8 as the
 * plain loops that treat what is left at the edges.
 */

/**
 * out = left x transpose(right)
 *
 * @param left `[rows, inner]`
 * @param right `[columns, inner]`
 * @param out `[rows, columns]`, overwritten
 */
export function multiplyByTranspose(
  left: Float64Array,
  right: Float64Array,
  out: Float64Array,
  { rows, columns, inner }: { rows: number; columns: number; inner: number },
): void {
  const blockRows = rows - (rows % 2);
  const blockColumns = columns - (columns % 4);
  for (let row = 0; row < blockRows; row += 2) {
    const leftA = row * inner;
    const leftB = leftA + inner;
    for (let column = 0; column < blockColumns; column += 4) {
      const right0 = column * inner;
      const right1 = right0 + inner;
      const right2 = right1 + inner;
      const right3 = right2 + inner;
      let a0 = 0;
      let a1 = 0;
      let a2 = 0;
      let a3 = 0;
      let b0 = 0;
      let b1 = 0;
      let b2 = 0;
      let b3 = 0;
      for (let index = 0; index < inner; index += 1) {
        const a = left[leftA + index]!;
        const b = left[leftB + index]!;
        const factor0 = right[right0 + index]!;
        const factor1 = right[right1 + index]!;
        const factor2 = right[right2 + index]!;
        const factor3 = right[right3 + index]!;
        a0 += a * factor0;
        a1 += a * factor1;
        a2 += a * factor2;
        a3 += a * factor3;
        b0 += b * factor0;
        b1 += b * factor1;
        b2 += b * factor2;
        b3 += b * factor3;
      }
      const outA = row * columns + column;
      const outB = outA + columns;
      out[outA] = a0;
      out[outA + 1] = a1;
      out[outA + 2] = a2;
      out[outA + 3] = a3;
      out[outB] = b0;
      out[outB + 1] = b1;
      out[outB + 2] = b2;
      out[outB + 3] = b3;
    }
  }
  for (let row = 0; row < rows; row += 1) {
    for (let column = row < blockRows ? blockColumns : 0; column < columns; column += 1) {
      let sum = 0;
      for (let index = 0; index < inner; index += 1) {
        sum += left[row * inner + index]! * right[column * inner + index]!;
      }
      out[row * columns + column] = sum;
    }
  }
}

/**
 * out += transpose(left) x right
 *
 * @param left `[inner, rows]`
 * @param right `[inner, columns]`
 * @param out `[rows, columns]`, added to
 */
export function addTransposeProduct(
  left: Float64Array,
  right: Float64Array,
  out: Float64Array,
  { rows, columns, inner }: { rows: number; columns: number; inner: number },
): void {
  const blockRows = rows - (rows % 2);
  const blockColumns = columns - (columns % 4);
  for (let row = 0; row < blockRows; row += 2) {
    for (let column = 0; column < blockColumns; column += 4) {
      let a0 = 0;
      let a1 = 0;
      let a2 = 0;
      let a3 = 0;
      let b0 = 0;
      let b1 = 0;
      let b2 = 0;
      let b3 = 0;
      for (let index = 0; index < inner; index += 1) {
        const leftAt = index * rows + row;
        const rightAt = index * columns + column;
        const a = left[leftAt]!;
        const b = left[leftAt + 1]!;
        const factor0 = right[rightAt]!;
        const factor1 = right[rightAt + 1]!;
        const factor2 = right[rightAt + 2]!;
        const factor3 = right[rightAt + 3]!;
        a0 += a * factor0;
        a1 += a * factor1;
        a2 += a * factor2;
        a3 += a * factor3;
        b0 += b * factor0;
        b1 += b * factor1;
        b2 += b * factor2;
        b3 += b * factor3;
      }
      const outA = row * columns + column;
      const outB = outA + columns;
      out[outA]! += a0;
      out[outA + 1]! += a1;
      out[outA + 2]! += a2;
      out[outA + 3]! += a3;
      out[outB]! += b0;
      out[outB + 1]! += b1;
      out[outB + 2]! += b2;
      out[outB + 3]! += b3;
    }
  }
  for (let row = 0; row < rows; row += 1) {
    for (let column = row < blockRows ? blockColumns : 0; column < columns; column += 1) {
      let sum = 0;
      for (let index = 0; index < inner; index += 1) {
        sum += left[index * rows + row]! * right[index * columns + column]!;
      }
      out[row * columns + column]! += sum;
    }
  }
}
