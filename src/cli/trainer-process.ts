import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { ArmapError, describeCause, InputError } from '../core/errors.ts';

/** Names a Python that has the trainer, other than that of `trainer/.venv`. */
const PYTHON_VARIABLE = 'ARMAP_PYTHON';

const SETUP = 'Make its environment: npm run setup:trainer (docs/train-on-gpu.md)';

export interface TrainerRun {
  /** A command of `armap-trainer` with its options. */
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Told each line that it writes, to stdout and stderr alike. */
  readonly onLine: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Runs the trainer in Python until it ends. Throws `InputError` when there is no Python that has it,
 * `ArmapError` when it fails, and the signal's reason after it has ended it.
 */
export async function runTrainer({ args, environment, ...run }: TrainerRun): Promise<void> {
  const python = pythonOf(environment);
  run.signal.throwIfAborted();
  // Of a process group of its own, so that a Ctrl-C ends it only once, and here.
  const child = spawn(python, ['-m', 'armap_trainer', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: { ...environment, PYTHONUNBUFFERED: '1' },
  });
  const end = (): void => {
    child.kill('SIGTERM');
  };
  run.signal.addEventListener('abort', end);
  process.once('exit', end);
  const seen = { noTrainer: false };
  const tell = (line: string): void => {
    seen.noTrainer ||= /No module named '?armap_trainer\b/.test(line);
    if (line.trim() !== '') run.onLine(line);
  };
  try {
    const closed = once(child, 'close') as Promise<[number | null, string | null]>;
    await Promise.all([closed, forEachLine(child.stdout, tell), forEachLine(child.stderr, tell)]);
    const [code, endedBy] = await closed;
    run.signal.throwIfAborted();
    if (code === 0) return;
    if (seen.noTrainer) throw missing(`${python} has no armap_trainer`);
    const how = code === null ? `was ended by ${String(endedBy)}` : `failed with exit code ${code}`;
    throw new ArmapError('trainer', `The trainer ${how}. What it said is above`);
  } catch (cause) {
    if (!isMissingFile(cause)) throw cause;
    throw missing(`${python} cannot be run (${describeCause(cause)})`, cause);
  } finally {
    run.signal.removeEventListener('abort', end);
    process.off('exit', end);
  }
}

function pythonOf(environment: TrainerRun['environment']): string {
  const given = environment[PYTHON_VARIABLE];
  if (given !== undefined && given !== '') return given;
  const inside = process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python';
  // From the sources the project is two folders up, from the built package three.
  const found = ['../../', '../../../']
    .map((root) => fileURLToPath(new URL(`${root}trainer/.venv/${inside}`, import.meta.url)))
    .find(existsSync);
  if (found !== undefined) return found;
  throw missing('the trainer is in Python, and its environment is not there');
}

async function forEachLine(stream: Readable, tell: (line: string) => void): Promise<void> {
  for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) tell(line);
}

function isMissingFile(cause: unknown): boolean {
  return (
    cause instanceof Error && 'code' in cause && /^(?:ENOENT|EACCES)$/.test(String(cause.code))
  );
}

function missing(problem: string, cause?: unknown): InputError {
  return new InputError({
    place: { option: '--trainer vlm' },
    problem,
    remedy: `${SETUP}, or name a Python that has it: ${PYTHON_VARIABLE}=/path/to/python`,
    cause,
  });
}
