/**
 * As much of the protocol buffer encoding as writing a model takes. A message is the bytes of its
 * fields one after the other (https://protobuf.dev/programming-guides/encoding).
 */
export type Bytes = Uint8Array<ArrayBuffer>;

const WIRE_VARINT = 0;
const WIRE_LENGTH_DELIMITED = 2;

export function message(...fields: readonly Uint8Array[]): Bytes {
  const bytes = new Uint8Array(fields.reduce((length, field) => length + field.length, 0));
  let offset = 0;
  for (const field of fields) {
    bytes.set(field, offset);
    offset += field.length;
  }
  return bytes;
}

/** @param value a whole number from 0 to 2^53 - 1 */
export function integerField(field: number, value: number): Bytes {
  return message(tag(field, WIRE_VARINT), varint(value));
}

/** A nested message, or plain bytes. */
export function bytesField(field: number, value: Uint8Array): Bytes {
  return message(tag(field, WIRE_LENGTH_DELIMITED), varint(value.length), value);
}

export function textField(field: number, value: string): Bytes {
  return bytesField(field, new TextEncoder().encode(value));
}

function tag(field: number, wireType: number): Bytes {
  return varint(field * 8 + wireType);
}

/** Seven bits a byte, the lowest first; the highest bit says that more follow. */
function varint(value: number): Bytes {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}
