/** In 64 bits. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += a[at]! * b[at]!;
  return sum;
}

/** From -1 to 1; 0 where a vector has no direction. */
export function cosine(a: Float32Array, b: Float32Array): number {
  const length = Math.sqrt(dot(a, a) * dot(b, b));
  return length === 0 ? 0 : Math.min(1, Math.max(-1, dot(a, b) / length));
}

/** The vector at length 1; unchanged when it has no direction. */
export function unit(vector: Float32Array): Float32Array<ArrayBuffer> {
  const length = Math.sqrt(dot(vector, vector));
  return Float32Array.from(vector, (value) => (length === 0 ? value : value / length));
}

/** The mean of at least one vector. */
export function meanOf(vectors: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const sums = new Float64Array(vectors[0]!.length);
  for (const vector of vectors) vector.forEach((value, at) => (sums[at]! += value));
  return Float32Array.from(sums, (sum) => sum / vectors.length);
}
