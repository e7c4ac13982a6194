/** An action as the shop understands it. */
export interface ShopAction {
  /** Known are `search` and `click`; anything else does nothing. */
  readonly name: string;
  /** Lower case; absent when the text is not of the form `name[argument]`. */
  readonly argument?: string;
}

/**
 * Reads an action as the original does, with one greedy pattern that is anchored at the start only.
 * So what follows the last bracket is ignored, the last opening bracket begins the argument, and
 * `Thought: so click[x]` is no click.
 */
export function parseAction(text: string): ShopAction {
  const match = /^([^\n]+)\[([^\n]+)\]/.exec(text);
  if (match === null) return { name: text };
  return { name: match[1]!, argument: match[2]!.toLowerCase() };
}
