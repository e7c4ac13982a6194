/**
 * The text protocol of Py4J 0.10 gateways: a request is a command letter, its operands and `e`, one
 * a line; an answer is one line. Texts escape backslash, carriage return and line feed, so that no
 * text can put the two sides out of step.
 */

/** An object that lives in the JVM, until it is released there. */
export interface JavaReference {
  readonly id: string;
}

export type JavaArgument = string | number | boolean | null | JavaReference;

/** `undefined` is what a void method returns. A long that JavaScript cannot count is a `bigint`. */
export type JavaValue =
  string | number | bigint | boolean | null | undefined | Uint8Array | JavaReference;

export type JavaAnswer =
  | { readonly kind: 'value'; readonly value: JavaValue }
  /** What a name stands for, when the gateway is asked about it. */
  | { readonly kind: 'name'; readonly of: 'package' | 'class'; readonly name: string }
  /** The call threw: the exception waits in the JVM. */
  | { readonly kind: 'thrown'; readonly exception: JavaReference }
  /** The gateway did not make the call: no such method, object or class. */
  | { readonly kind: 'refused'; readonly problem: string }
  /** The connection ends here. */
  | { readonly kind: 'fatal'; readonly problem: string };

/** Calls a method of an object by its id, or a static one of `z:package.Class`. */
export function callRequest(
  target: string,
  method: string,
  values: readonly JavaArgument[] = [],
): string {
  return request('c', [target, method, ...values.map(encodeArgument)]);
}

export function constructRequest(name: string, values: readonly JavaArgument[] = []): string {
  return request('i', [name, ...values.map(encodeArgument)]);
}

/** Has the JVM forget an object; without it every returned object stays there for good. */
export function releaseRequest({ id }: JavaReference): string {
  return request('m', ['d', id]);
}

function request(command: string, lines: readonly string[]): string {
  const broken = lines.find((line) => /[\r\n]/.test(line));
  if (broken !== undefined) throw new RangeError(`A name has a line break: ${broken}`);
  return `${[command, ...lines, 'e'].join('\n')}\n`;
}

const INT_MIN = -(2 ** 31);
const INT_MAX = 2 ** 31 - 1;

export function encodeArgument(value: JavaArgument): string {
  switch (typeof value) {
    case 'string':
      return `s${escapeText(value)}`;
    case 'boolean':
      return `b${value}`;
    case 'number':
      return encodeNumber(value);
    default:
      return value === null ? 'n' : `r${value.id}`;
  }
}

function encodeNumber(value: number): string {
  if (Number.isNaN(value)) return 'dnan';
  if (!Number.isFinite(value)) return value > 0 ? 'dinf' : 'd-inf';
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
    return Object.is(value, -0) ? 'd-0.0' : `d${value}`;
  }
  return value >= INT_MIN && value <= INT_MAX ? `i${value}` : `L${value}`;
}

/** Reads an answer, without its line end. Throws `RangeError` for a line that is none. */
export function decodeAnswer(line: string): JavaAnswer {
  const rest = line.slice(2);
  switch (line.slice(0, 2)) {
    case '!y':
      return decodeSuccess(rest, line);
    case '!x':
      if (rest.startsWith('r')) return { kind: 'thrown', exception: { id: rest.slice(1) } };
      return { kind: 'refused', problem: unescapeText(rest.replace(/^s/, '')) };
    case '!z':
      return { kind: 'fatal', problem: unescapeText(rest.replace(/^s/, '')) };
    default:
      throw notAnAnswer(line);
  }
}

function decodeSuccess(typed: string, line: string): JavaAnswer {
  const text = typed.slice(1);
  switch (typed[0]) {
    case 'p':
      return { kind: 'name', of: 'package', name: text };
    case 'c':
      return { kind: 'name', of: 'class', name: text };
    case 's':
      return valueOf(unescapeText(text));
    case 'i':
      return valueOf(Number(text));
    case 'L':
      return valueOf(Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text));
    case 'd':
      return valueOf(decodeDouble(text));
    case 'D':
      return valueOf(text);
    case 'b':
      return valueOf(text === 'true');
    case 'j':
      return valueOf(Buffer.from(text, 'base64'));
    case 'n':
      return valueOf(null);
    case 'v':
      return valueOf(undefined);
    case 'r':
    case 'l':
    case 'a':
    case 'h':
    case 't':
    case 'g':
      return valueOf({ id: text });
    default:
      throw notAnAnswer(line);
  }
}

function valueOf(value: JavaValue): JavaAnswer {
  return { kind: 'value', value };
}

function decodeDouble(text: string): number {
  const named: Readonly<Record<string, number>> = {
    nan: NaN,
    inf: Infinity,
    '-inf': -Infinity,
    infinity: Infinity,
    '-infinity': -Infinity,
  };
  return named[text.toLowerCase()] ?? Number(text);
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\r': '\\r', '\n': '\\n' };
const ESCAPED: Readonly<Record<string, string>> = { '\\\\': '\\', '\\r': '\r', '\\n': '\n' };

export function escapeText(text: string): string {
  return text.replace(/[\\\r\n]/g, (character) => ESCAPES[character]!);
}

export function unescapeText(text: string): string {
  return text.replace(/\\[\\rn]/g, (pair) => ESCAPED[pair]!);
}

function notAnAnswer(line: string): RangeError {
  return new RangeError(`Not an answer of a Py4J gateway: ${JSON.stringify(line.slice(0, 80))}`);
}
