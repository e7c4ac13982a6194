import type { ChosenOptions } from '../grading/purchase.ts';

// What Python's `str.isspace` accepts; JavaScript's `trim` knows a slightly different set.
const SPACE =
  '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const LEADING_SPACE = new RegExp(`^${SPACE}+`);
const IS_SPACE = new RegExp(SPACE);

/** As Python's `str.strip()`. */
export function strip(text: string): string {
  const start = LEADING_SPACE.exec(text)?.[0].length ?? 0;
  let end = text.length;
  while (end > start && IS_SPACE.test(text[end - 1]!)) end -= 1;
  return text.slice(start, end);
}

/** As Python's `json.dumps` of a text: ASCII only. */
export function jsonText(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (unit) => unicodeEscape(unit));
}

/** As Python's `json.dumps` of a dictionary. */
export function jsonObject(options: ChosenOptions): string {
  const pairs = Array.from(options, ([key, value]) => `${jsonText(key)}: ${jsonText(value)}`);
  return `{${pairs.join(', ')}}`;
}

/** As Flask's `tojson` filter: keys sorted, safe inside HTML. */
export function jsonInHtml(options: ChosenOptions): string {
  const sorted = [...options].sort(([a], [b]) => compareCodePoints(a, b));
  return jsonObject(new Map(sorted)).replace(/[<>&']/g, (unit) => unicodeEscape(unit));
}

/** As Python shows a dictionary. */
export function dictionaryText(options: ChosenOptions): string {
  const pairs = Array.from(options, ([key, value]) => `${textLiteral(key)}: ${textLiteral(value)}`);
  return `{${pairs.join(', ')}}`;
}

/** As Python shows a float between 0.0001 and 1e16, or 0: `1.0`, `0.8`. */
export function floatText(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** As Python's `repr` of a text. What counts as printable is up to the Unicode version of Node. */
export function textLiteral(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inside = text.replace(/[\\'"]|[\p{C}\p{Z}]/gu, (character) => {
    if (character === ' ') return character;
    if (character === '"' || character === "'") {
      return character === quote ? `\\${character}` : character;
    }
    return NAMED_ESCAPES[character] ?? codePointEscape(character.codePointAt(0)!);
  });
  return quote + inside + quote;
}

const NAMED_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function codePointEscape(codePoint: number): string {
  const digits = codePoint.toString(16);
  if (codePoint <= 0xff) return `\\x${digits.padStart(2, '0')}`;
  if (codePoint <= 0xffff) return `\\u${digits.padStart(4, '0')}`;
  return `\\U${digits.padStart(8, '0')}`;
}

function unicodeEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Where UTF-16 units would sort an emoji before U+FFFD. */
function compareCodePoints(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  for (const [index, character] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const difference = character.codePointAt(0)! - other.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
