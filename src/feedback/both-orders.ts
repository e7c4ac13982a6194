/**
 * What two answers about one pair come to: the probability that A is better. Judges favour a place,
 * so they are asked in both orders, and an answer that turns with the order says nothing of the pair.
 *
 * @param forward the probability that A is better, asked with A first; undefined if unreadable
 * @param backward the same, asked with B first
 */
export function combineOrders(
  forward: number | undefined,
  backward: number | undefined,
): { readonly preference: number | undefined; readonly isConsistent: boolean } {
  if (forward === undefined || backward === undefined) {
    return { preference: undefined, isConsistent: true };
  }
  const isConsistent = (forward - 0.5) * (backward - 0.5) >= 0;
  return { preference: isConsistent ? (forward + backward) / 2 : 0.5, isConsistent };
}
