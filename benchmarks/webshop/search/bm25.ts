import { decodeLength } from './length-byte.ts';

/**
 * BM25 as Lucene 8 computes it, in 32-bit floats and in its order of operations, so that scores
 * agree to the last bit: for each term `w - w / (1 + tf / norm)`, where `w` is the idf times how
 * often the query has the term, and `norm` is `k1 * ((1 - b) + b * length / mean length)`.
 */
const float = Math.fround;

/** Anserini's defaults. */
const K1 = float(0.9);
const B = float(0.4);

/** @param documents how many documents have any term. */
export function inverseDocumentFrequency(documentFrequency: number, documents: number): number {
  return float(Math.log(1 + (documents - documentFrequency + 0.5) / (documentFrequency + 0.5)));
}

/** `1 / norm` for each length byte. */
export function inverseNorms(meanLength: number): Float32Array {
  const mean = float(meanLength);
  return Float32Array.from({ length: 256 }, (_, byte) => {
    const relative = float(float(B * float(decodeLength(byte))) / mean);
    return 1 / float(K1 * float(float(1 - B) + relative));
  });
}

/** `tf / norm`; the more of it, the better. */
export function evidence(frequency: number, inverseNorm: number): number {
  return float(frequency * inverseNorm);
}

/** Grows with `evidence`, in floats too. */
export function termScore(weight: number, evidence: number): number {
  return float(weight - float(weight / float(1 + evidence)));
}
