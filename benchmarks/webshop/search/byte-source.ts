import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { describeCause, InputError } from '../../../src/core/errors.ts';

/** Where the bytes of an index are. */
export interface ByteSource {
  readonly name: string;
  readonly size: number;
  /** As many of the bytes as there are; they start at a multiple of 8 in memory if `start` does. */
  read(start: number, length: number): Uint8Array;
  close(): void;
}

export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    name: 'index in memory',
    size: bytes.length,
    read: (start, length) => bytes.subarray(start, start + length),
    close: () => undefined,
  };
}

/** @throws InputError if the file cannot be read. */
export function fileSource(file: string): ByteSource {
  let descriptor: number | undefined;
  let size: number;
  try {
    descriptor = openSync(file, 'r');
    size = fstatSync(descriptor).size;
  } catch (cause) {
    throw new InputError({
      place: { file },
      problem: `cannot be read (${describeCause(cause)})`,
      remedy: 'Check the path, or build the index first',
      cause,
    });
  }
  return {
    name: file,
    size,
    read(start, length) {
      if (descriptor === undefined) throw new Error(`The index ${file} is closed.`);
      const bytes = new Uint8Array(Math.max(Math.min(length, size - start), 0));
      let filled = 0;
      while (filled < bytes.length) {
        const count = readSync(descriptor, bytes, filled, bytes.length - filled, start + filled);
        if (count === 0) return bytes.subarray(0, filled);
        filled += count;
      }
      return bytes;
    },
    close() {
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
    },
  };
}
