/**
 * Spearman's rank correlation, from -1 to 1; equal numbers share their mean rank. Null where one side
 * does not vary. Throws `RangeError` for sides of unequal length.
 */
export function rankCorrelation(xs: readonly number[], ys: readonly number[]): number | null {
  if (xs.length !== ys.length) throw new RangeError('The sides are of unequal length');
  return correlation(ranksOf(xs), ranksOf(ys));
}

function ranksOf(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Array<number>(values.length);
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end += 1;
    for (let place = start; place < end; place += 1) ranks[order[place]!] = (start + end - 1) / 2;
    start = end;
  }
  return ranks;
}

function correlation(xs: readonly number[], ys: readonly number[]): number | null {
  // Ranks are the numbers from 0 up, or means of them: their mean is known.
  const middle = (xs.length - 1) / 2;
  let [xx, xy, yy] = [0, 0, 0];
  xs.forEach((x, index) => {
    const [dx, dy] = [x - middle, ys[index]! - middle];
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  });
  return xx === 0 || yy === 0 ? null : xy / Math.sqrt(xx * yy);
}
