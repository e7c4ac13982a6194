import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { InputError } from '../../../src/core/errors.ts';
import type { Product } from './product.ts';
import { noSuchPosition, type ProductTable } from './product-table.ts';
import { asinKey, MAGIC, positionOfKey, TRAILER_BYTES, sameAsinKey } from './store-format.ts';
import { unreadable } from './unreadable.ts';

/** A page of results and what its shopper opens fit many times over. */
const CACHED_PRODUCTS = 1000;

/**
 * The products of a file that `writeProductStore` made. Only where they lie is held in memory, 16
 * bytes a product; the products themselves are read when asked for.
 * @throws InputError if the file cannot be read or is not such a file.
 */
export function openProductStore(file: string): ProductTable {
  const source = openFile(file);
  try {
    const { offsets, keys } = readSections(source);
    return new ProductStore(source, offsets, keys);
  } catch (error) {
    closeSync(source.descriptor);
    throw error;
  }
}

interface OpenFile {
  readonly file: string;
  readonly descriptor: number;
}

class ProductStore implements ProductTable {
  readonly #source: OpenFile;
  readonly #offsets: Float64Array;
  readonly #keys: BigUint64Array;
  /** In the order of their last use. */
  readonly #cache = new Map<number, Product>();

  constructor(source: OpenFile, offsets: Float64Array, keys: BigUint64Array) {
    this.#source = source;
    this.#offsets = offsets;
    this.#keys = keys;
  }

  get size(): number {
    return this.#keys.length;
  }

  at(position: number): Product {
    const product = this.#cache.get(position) ?? this.#read(position);
    this.#cache.delete(position);
    this.#cache.set(position, product);
    if (this.#cache.size > CACHED_PRODUCTS) this.#cache.delete(this.#cache.keys().next().value!);
    return product;
  }

  find(asin: string): Product | undefined {
    const wanted = asin.toUpperCase();
    const key = asinKey(wanted, 0);
    for (let index = lowerBound(this.#keys, key); index < this.#keys.length; index += 1) {
      const found = this.#keys[index]!;
      if (!sameAsinKey(found, key)) return undefined;
      const product = this.at(positionOfKey(found));
      if (product.asin === wanted) return product;
    }
    return undefined;
  }

  close(): void {
    this.#cache.clear();
    closeSync(this.#source.descriptor);
  }

  #read(position: number): Product {
    const start = this.#offsets[position];
    const end = this.#offsets[position + 1];
    if (start === undefined || end === undefined) throw noSuchPosition(position, this.size);
    const text = readBytes(this.#source, start, end - start).toString('utf8');
    try {
      return JSON.parse(text) as Product;
    } catch (cause) {
      throw damaged(this.#source.file, cause);
    }
  }
}

function readSections(source: OpenFile): { offsets: Float64Array; keys: BigUint64Array } {
  const { size: fileBytes } = fstatSync(source.descriptor);
  if (fileBytes < TRAILER_BYTES) throw damaged(source.file);
  const trailer = readBytes(source, fileBytes - TRAILER_BYTES, TRAILER_BYTES);
  const count = trailer.readDoubleLE(0);
  const sections = trailer.readDoubleLE(8);
  const offsetBytes = 8 * (count + 1);
  const isWhole =
    trailer.toString('latin1', 16) === MAGIC &&
    sections + offsetBytes + 8 * count + TRAILER_BYTES === fileBytes;
  if (!isWhole) throw damaged(source.file);
  return {
    offsets: new Float64Array(alignedBytes(source, sections, offsetBytes)),
    keys: new BigUint64Array(alignedBytes(source, sections + offsetBytes, 8 * count)),
  };
}

function alignedBytes(source: OpenFile, start: number, length: number): ArrayBuffer {
  const bytes = new ArrayBuffer(length);
  fill(source, Buffer.from(bytes), start);
  return bytes;
}

function readBytes(source: OpenFile, start: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  fill(source, bytes, start);
  return bytes;
}

function fill({ file, descriptor }: OpenFile, bytes: Buffer, start: number): void {
  let filled = 0;
  while (filled < bytes.length) {
    const read = readSync(descriptor, bytes, filled, bytes.length - filled, start + filled);
    if (read === 0) throw damaged(file);
    filled += read;
  }
}

/** The first index whose key is not below. */
function lowerBound(keys: BigUint64Array, key: bigint): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keys[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function openFile(file: string): OpenFile {
  try {
    return { file, descriptor: openSync(file, 'r') };
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

function damaged(file: string, cause?: unknown): InputError {
  return new InputError({
    place: { file },
    problem: 'is damaged, or made by another version',
    remedy: 'Make the index again',
    cause,
  });
}
