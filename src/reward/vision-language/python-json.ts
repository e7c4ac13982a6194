/** What JSON can hold. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/**
 * The text that Python's `json.dumps(value, sort_keys=True)` gives: names in order, a space after
 * commas and colons, nothing but ASCII.
 *
 * @param decimals names whose numbers are floats there, and so are written with a point or exponent
 */
export function pythonJson(value: Json, decimals: ReadonlySet<string>, isDecimal = false): string {
  if (typeof value === 'string') return ascii(JSON.stringify(value));
  if (typeof value === 'number') return isDecimal ? pythonFloat(value) : String(value);
  if (isList(value)) return `[${value.map((item) => pythonJson(item, decimals)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.keys(value)
    .sort()
    .map((name) => {
      const content = pythonJson(value[name]!, decimals, decimals.has(name));
      return `${ascii(JSON.stringify(name))}: ${content}`;
    });
  return `{${members.join(', ')}}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

function ascii(text: string): string {
  return text.replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The shortest digits that mean this number, as in JavaScript; exponents come earlier. */
function pythonFloat(value: number): string {
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power < -4 || power >= 16) {
    return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  }
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}
