/**
 * Texts as CPython writes them: the original shop is written in it, and its pages and addresses show
 * how it prints values.
 */

/** `str.strip()`: JavaScript's `trim` keeps some separators that Python takes for blanks. */
export function strip(text: string): string {
  return text.replace(BLANKS_AROUND, '');
}

const BLANK =
  '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const BLANKS_AROUND = new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, 'g');

/** `repr` of a text. */
export function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = text
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replace(/(?! )[\p{C}\p{Z}]/gu, escapeUnprintable);
  return quote + body + quote;
}

/** As `repr` writes a character that cannot be printed. */
export function escapeUnprintable(character: string): string {
  const named = { '\t': '\\t', '\n': '\\n', '\r': '\\r' }[character];
  if (named !== undefined) return named;
  const hex = character.codePointAt(0)!.toString(16);
  if (hex.length <= 2) return `\\x${hex.padStart(2, '0')}`;
  return hex.length <= 4 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

/** `repr` of a dictionary of texts. */
export function dictionary(entries: Iterable<readonly [string, string]>): string {
  const pairs = Array.from(entries, ([key, value]) => `${quoted(key)}: ${quoted(value)}`);
  return `{${pairs.join(', ')}}`;
}

/** `json.dumps` of a dictionary of texts, in ASCII. */
export function json(entries: Iterable<readonly [string, string]>): string {
  const text = (value: string) =>
    JSON.stringify(value).replace(/[\x7f-\uffff]/g, (unit) => unicodeEscape(unit));
  const pairs = Array.from(entries, ([key, value]) => `${text(key)}: ${text(value)}`);
  return `{${pairs.join(', ')}}`;
}

export function unicodeEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** `repr` of a number from 0 to 1. */
export function decimal(value: number): string {
  if (Number.isInteger(value)) return value.toFixed(1);
  if (value >= 1e-4) return String(value);
  return value.toExponential().replace(/e-(\d)$/, 'e-0$1');
}
