import { createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describeCause, InputError } from '../core/errors.ts';
import { isSystemError } from './jsonl.ts';

/**
 * A file of lines that appears under its name only when it is complete. Until then its lines lie
 * in `NAME.partial`, beside a note of the settings that make them; a later run with the same
 * settings goes on after the last whole line, one with others starts afresh.
 */
export class OutputFile {
  /** How many lines an earlier, interrupted run has left. */
  readonly linesBefore: number;
  readonly #file: string;
  readonly #stream: WriteStream;

  private constructor(file: string, stream: WriteStream, linesBefore: number) {
    this.#file = file;
    this.#stream = stream;
    this.linesBefore = linesBefore;
  }

  /** @param settings what the content depends on; anything that JSON can write. */
  static async open(file: string, settings: unknown): Promise<OutputFile> {
    const note = JSON.stringify(settings);
    try {
      await mkdir(dirname(file), { recursive: true });
      const sameSettings =
        (await readFile(settingsName(file), 'utf8').catch(() => undefined)) === note;
      const linesBefore = sameSettings ? await keepWholeLines(partialName(file)) : 0;
      if (!sameSettings) {
        await rm(partialName(file), { force: true });
        await writeFile(settingsName(file), note);
      }
      const stream = createWriteStream(partialName(file), { flags: 'a' });
      await once(stream, 'open');
      return new OutputFile(file, stream, linesBefore);
    } catch (cause) {
      throw unwritable(file, cause);
    }
  }

  /** Where the lines lie until the file is complete. */
  get partial(): string {
    return partialName(this.#file);
  }

  async write(line: string): Promise<void> {
    if (!this.#stream.write(`${line}\n`)) await once(this.#stream, 'drain');
  }

  /** Closes without completing: the lines so far stay for a later run. */
  async suspend(): Promise<void> {
    if (this.#stream.closed) return;
    this.#stream.end();
    await once(this.#stream, 'close');
  }

  /** Gives the file its name. */
  async complete(): Promise<void> {
    await this.suspend();
    await rename(partialName(this.#file), this.#file);
    await rm(settingsName(this.#file), { force: true });
  }
}

/** Fails early, before long work, when nothing can be written there. */
export function unwritable(file: string, cause: unknown): unknown {
  if (!isSystemError(cause)) return cause;
  return new InputError({
    place: { option: '--out', file },
    problem: `cannot be written (${describeCause(cause)})`,
    remedy: 'Choose a path that you may write to',
    cause,
  });
}

export async function hashFile(file: string): Promise<string> {
  const hash: Hash = createHash('sha256');
  const handle = await open(file);
  try {
    for await (const chunk of handle.createReadStream()) hash.update(chunk as Buffer);
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}

function partialName(file: string): string {
  return `${file}.partial`;
}

function settingsName(file: string): string {
  return `${file}.partial.settings`;
}

/** Cuts off a last line that was not written to its end; returns how many are left. */
export async function keepWholeLines(file: string): Promise<number> {
  const handle = await open(file).catch(() => undefined);
  if (handle === undefined) return 0;
  let lines = 0;
  let end = 0;
  let position = 0;
  for await (const chunk of handle.createReadStream()) {
    const bytes = chunk as Buffer;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) {
      lines += 1;
      end = position + at + 1;
    }
    position += bytes.length;
  }
  if (end < position) await truncate(file, end);
  return lines;
}
