/** What an action asks for. Arguments are lower case and never empty. */
export type ShopAction =
  | { readonly kind: 'search'; readonly query: string }
  | { readonly kind: 'click'; readonly name: string }
  /** No action of the shop: nothing happens. */
  | { readonly kind: 'none' };

const NONE: ShopAction = { kind: 'none' };

/**
 * Reads `search[words]` and `click[name]` as the original does. The name ends at the last `[` that
 * has an argument, the argument at the last `]` of the first line; what follows is ignored. So a
 * thought in front makes it no action, and nor can an argument hold a `[`, unless the quirks are
 * repaired. The name is case-sensitive.
 */
export function parseAction(text: string, strictQuirks = true): ShopAction {
  const lineEnd = text.indexOf('\n');
  const line = lineEnd < 0 ? text : text.slice(0, lineEnd);
  const close = line.lastIndexOf(']');
  const open = strictQuirks ? line.lastIndexOf('[', close - 2) : line.indexOf('[');
  if (open < 1 || open > close - 2) return NONE;
  const argument = line.slice(open + 1, close).toLowerCase();
  switch (line.slice(0, open)) {
    case 'search':
      return { kind: 'search', query: argument };
    case 'click':
      return { kind: 'click', name: argument };
    default:
      return NONE;
  }
}
