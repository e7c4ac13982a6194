/**
 * Reads a list or a dictionary of texts as Python or JSON write it, which is how the original keeps
 * keywords and options in its addresses. Undefined for anything else.
 */
export function readTexts(source: string): readonly string[] | undefined {
  return read(source, '[', ']')?.map(({ key }) => key);
}

/** The later of two equal keys counts. */
export function readDictionary(source: string): ReadonlyMap<string, string> | undefined {
  const pairs = read(source, '{', '}');
  if (pairs === undefined) return undefined;
  const dictionary = new Map<string, string>();
  for (const { key, value } of pairs) {
    if (value === undefined) return undefined;
    dictionary.set(key, value);
  }
  return dictionary;
}

interface Member {
  readonly key: string;
  readonly value?: string | undefined;
}

const TEXT = /\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*/suy;

function read(source: string, open: string, close: string): Member[] | undefined {
  const text = source.trim();
  if (!text.startsWith(open) || !text.endsWith(close) || text.length < 2) return undefined;
  const end = text.length - 1;
  const members: Member[] = [];
  let at = 1;
  const next = (): string | undefined => {
    TEXT.lastIndex = at;
    const literal = TEXT.exec(text);
    if (literal === null) return undefined;
    at = TEXT.lastIndex;
    return unescape(literal[1]!.slice(1, -1));
  };
  if (text.slice(1, end).trim() === '') return members;
  for (;;) {
    const key = next();
    if (key === undefined) return undefined;
    let value: string | undefined;
    if (open === '{') {
      if (text[at] !== ':') return undefined;
      at += 1;
      value = next();
      if (value === undefined) return undefined;
    }
    members.push({ key, value });
    if (at === end) return members;
    if (text[at] !== ',') return undefined;
    at += 1;
  }
}

const ESCAPE = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))/gsu;

const NAMED: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  '\n': '',
};

function unescape(text: string): string {
  return text.replace(ESCAPE, (whole, x?: string, u?: string, long?: string, other?: string) => {
    if (other !== undefined) return NAMED[other] ?? other;
    const codePoint = parseInt(x ?? u ?? long!, 16);
    // Surrogates come in pairs of escapes and join by themselves.
    return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : whole;
  });
}
