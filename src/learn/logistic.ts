/** 1 / (1 + e^-x), exact at both ends. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const power = Math.exp(x);
  return power / (1 + power);
}

/** ln(1 + e^x), without overflow and exact for very negative x. */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/**
 * Cross-entropy, in nats, of predicting probability `sigmoid(logit)` for what happens with
 * probability `target`.
 */
export function logisticLoss(logit: number, target: number): number {
  return softplus(logit) - target * logit;
}
