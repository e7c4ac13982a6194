import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { unwritable } from '../../../src/store/output-file.ts';
import type { Product } from './product.ts';
import { asinKey, MAGIC } from './store-format.ts';

const BATCH_BYTES = 1 << 20;
const PROGRESS_EVERY = 1000;

export interface StoreOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of products written so far, now and then and at the end. */
  readonly onProgress?: ((products: number) => void) | undefined;
}

/**
 * Writes products to a file for `openProductStore`, in constant memory but for 16 bytes a product.
 * The file appears under its name when it is complete; a run that fails or is cancelled leaves
 * nothing.
 * @returns how many products there are.
 * @throws InputError if the file cannot be written, and whatever the signal or the products throw.
 */
export async function writeProductStore(
  file: string,
  products: AsyncIterable<Product> | Iterable<Product>,
  options: StoreOptions = {},
): Promise<number> {
  const partial = `${file}.${process.pid}.partial`;
  try {
    await mkdir(dirname(file), { recursive: true });
    const handle = await open(partial, 'w');
    let count: number;
    try {
      count = await writeAll(handle, products, options);
    } finally {
      await handle.close();
    }
    await rename(partial, file);
    return count;
  } catch (cause) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw unwritable(file, cause);
  }
}

async function writeAll(
  handle: FileHandle,
  products: AsyncIterable<Product> | Iterable<Product>,
  { signal, onProgress }: StoreOptions,
): Promise<number> {
  const writer = new BatchWriter(handle);
  const offsets = [0];
  const keys: bigint[] = [];
  for await (const product of products) {
    signal?.throwIfAborted();
    await writer.write(Buffer.from(`${JSON.stringify(product)}\n`));
    keys.push(asinKey(product.asin, keys.length));
    offsets.push(writer.position);
    if (keys.length % PROGRESS_EVERY === 0) onProgress?.(keys.length);
  }
  await writer.write(Buffer.alloc((8 - (writer.position % 8)) % 8, ' '));
  const trailer = Buffer.alloc(16);
  trailer.writeDoubleLE(keys.length, 0);
  trailer.writeDoubleLE(writer.position, 8);
  await writer.write(Buffer.from(Float64Array.from(offsets).buffer));
  await writer.write(Buffer.from(BigUint64Array.from(keys).sort().buffer));
  await writer.write(Buffer.concat([trailer, Buffer.from(MAGIC)]));
  await writer.flush();
  await handle.sync();
  signal?.throwIfAborted();
  onProgress?.(keys.length);
  return keys.length;
}

/** Few large writes instead of many small ones. */
class BatchWriter {
  position = 0;
  readonly #handle: FileHandle;
  #batch: Buffer[] = [];
  #batchBytes = 0;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async write(bytes: Buffer): Promise<void> {
    this.#batch.push(bytes);
    this.#batchBytes += bytes.length;
    this.position += bytes.length;
    if (this.#batchBytes >= BATCH_BYTES) await this.flush();
  }

  async flush(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    this.#batchBytes = 0;
    await this.#handle.writeFile(Buffer.concat(batch));
  }
}
