/**
 * The loss of a group of attempts at one task that are ranked from best to worst: minus the log of
 * the probability that drawing one after the other, each with a chance in proportion to e^score,
 * gives this ranking (Plackett 1975; Luce 1959). It is in nats and not divided by the length of the
 * group. Of two attempts it is the loss of Bradley and Terry.
 *
 *   sum over k of  logsumexp(scores k and after) - score k
 *
 * @param scores best first, `[n]`
 * @param gradients dLoss/dScore, `[n]`, overwritten
 */
export function plackettLuceLoss(scores: Float64Array, gradients: Float64Array): number {
  const count = scores.length;
  const logSums = new Float64Array(count);
  let loss = 0;
  let logSum = -Infinity;
  for (let place = count - 1; place >= 0; place -= 1) {
    const score = scores[place]!;
    const larger = Math.max(score, logSum);
    logSum = larger + Math.log1p(Math.exp(Math.min(score, logSum) - larger));
    logSums[place] = logSum;
    loss += logSum - score;
  }
  for (let place = 0; place < count; place += 1) {
    const score = scores[place]!;
    let expected = 0;
    for (let draw = 0; draw <= place; draw += 1) expected += Math.exp(score - logSums[draw]!);
    gradients[place] = expected - 1;
  }
  return loss;
}
