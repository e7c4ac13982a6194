export interface Token {
  readonly kind: 'number' | 'name' | 'sign' | 'times' | 'relation' | 'semicolon' | 'other' | 'end';
  readonly text: string;
  /** Index of its first character, from 0. */
  readonly start: number;
}

const PATTERN =
  /(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[A-Za-z_]\w*)|(?<sign>[+-])|(?<times>\*)|(?<relation><=|>=|<|>|=)|(?<semicolon>;)|(?<other>\S)/g;

/** The words of an objective, with a last one that stands for its end. */
export function tokensOf(text: string): Token[] {
  const tokens = [...text.matchAll(PATTERN)].map((match): Token => {
    const groups = Object.entries(match.groups as Record<string, string | undefined>);
    const [kind] = groups.find(([, text]) => text !== undefined)!;
    return { kind: kind as Token['kind'], text: match[0], start: match.index };
  });
  return [...tokens, { kind: 'end', text: '', start: text.length }];
}
