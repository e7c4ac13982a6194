/** Numbers from 0 to 2^31 - 1 in one to five bytes: seven bits each, the lowest first. */
export const MAX_VARIABLE_BYTES = 5;

/** @returns the place after what was written. */
export function writeVariableByte(bytes: Uint8Array, at: number, value: number): number {
  let rest = value;
  while (rest > 127) {
    bytes[at] = (rest & 127) | 128;
    at += 1;
    rest >>>= 7;
  }
  bytes[at] = rest;
  return at + 1;
}

/** Reads one number after another. */
export class VariableByteReader {
  readonly #bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.at = at;
  }

  next(): number {
    let byte = this.#bytes[this.at]!;
    this.at += 1;
    if (byte < 128) return byte;
    let value = byte & 127;
    for (let shift = 7; byte > 127 && shift < 32; shift += 7) {
      byte = this.#bytes[this.at]!;
      this.at += 1;
      value |= (byte & 127) << shift;
    }
    return value;
  }
}
