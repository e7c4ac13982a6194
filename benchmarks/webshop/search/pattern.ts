/** A regular expression over symbols 0 to n - 1. */
export type Pattern =
  | { readonly kind: 'symbol'; readonly symbols: readonly number[] }
  | { readonly kind: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'repeat'; readonly part: Pattern; readonly optional: boolean };

export function oneOf(...symbols: readonly number[]): Pattern {
  return { kind: 'symbol', symbols };
}

export function sequence(...parts: readonly Pattern[]): Pattern {
  return { kind: 'sequence', parts };
}

export function choice(...parts: readonly Pattern[]): Pattern {
  return { kind: 'choice', parts };
}

export function any(part: Pattern): Pattern {
  return { kind: 'repeat', part, optional: true };
}

export function some(part: Pattern): Pattern {
  return { kind: 'repeat', part, optional: false };
}

export function maybe(part: Pattern): Pattern {
  return choice(part, sequence());
}
