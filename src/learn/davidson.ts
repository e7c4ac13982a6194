/** What is known of a comparison: how probable each outcome is. They sum to 1. */
export interface ComparisonOutcome {
  readonly firstWins: number;
  readonly secondWins: number;
  readonly tie: number;
}

/** The loss of a comparison with its slopes. */
export interface DavidsonLoss {
  /** Cross-entropy, in nats. */
  readonly loss: number;
  /** dLoss/dScore of either side. */
  readonly firstSlope: number;
  readonly secondSlope: number;
  /** dLoss/d(ln ties): the readiness to call a tie is learned like any parameter. */
  readonly logTiesSlope: number;
}

/**
 * How probable each outcome is by the model of Davidson (1970, "On extending the Bradley-Terry model
 * to accommodate ties"): wins in proportion to e^first and e^second, ties to
 * e^(logTies + (first + second) / 2). With logTies = -Infinity there are none, and the rest is the
 * model of Bradley and Terry.
 */
export function davidsonProbabilities(
  first: number,
  second: number,
  logTies: number,
): ComparisonOutcome {
  const [firstLog, secondLog, tieLog] = logProbabilities(first, second, logTies);
  return { firstWins: Math.exp(firstLog), secondWins: Math.exp(secondLog), tie: Math.exp(tieLog) };
}

/** Cross-entropy of Davidson's model against an outcome. Infinite for a tie that cannot be. */
export function davidsonLoss(
  first: number,
  second: number,
  logTies: number,
  outcome: ComparisonOutcome,
): DavidsonLoss {
  const logs = logProbabilities(first, second, logTies);
  const shares = [outcome.firstWins, outcome.secondWins, outcome.tie];
  let loss = 0;
  // 0 times minus infinity is nothing here.
  logs.forEach((log, index) => (loss -= shares[index]! > 0 ? shares[index]! * log : 0));
  const [firstError, secondError, tieError] = logs.map(
    (log, index) => Math.exp(log) - shares[index]!,
  ) as [number, number, number];
  return {
    loss,
    firstSlope: firstError + tieError / 2,
    secondSlope: secondError + tieError / 2,
    logTiesSlope: tieError,
  };
}

/** Of a win of the first, of the second, and of a tie. */
function logProbabilities(
  first: number,
  second: number,
  logTies: number,
): readonly [number, number, number] {
  const tie = logTies + (first + second) / 2;
  const largest = Math.max(first, second, tie);
  const sum = Math.exp(first - largest) + Math.exp(second - largest) + Math.exp(tie - largest);
  const logSum = largest + Math.log(sum);
  return [first - logSum, second - logSum, tie - logSum];
}
