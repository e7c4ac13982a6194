import { join } from 'node:path';
import { InputError } from '../core/errors.ts';
import { Interrupted, type CommandContext } from './context.ts';
import { benchmarkNameOf, trainingRows } from './reward-rows.ts';
import { runTrainer } from './trainer-process.ts';

export interface VlmTrainFlags {
  readonly out: string;
  /** The checkpoint to start from. */
  readonly base?: string;
  /** The folder of the pictures. */
  readonly pictures?: string;
  /** The trainer's own default if absent. */
  readonly epochs?: number | undefined;
  readonly seed: number;
}

/**
 * Trains a vision-language model by `armap-trainer train`, whose lines are passed on. Rows that are
 * kept for testing are refused before it starts.
 *
 * @param more further options of the trainer, as they are
 */
export async function runTrainVlm(
  files: readonly string[],
  flags: VlmTrainFlags,
  more: readonly string[],
  context: CommandContext,
): Promise<void> {
  const { console, environment, signal } = context;
  const [file, second] = files;
  if (file === undefined || second !== undefined) {
    throw new InputError({
      place: { option: '<rows...>' },
      problem: `the vision-language trainer reads one file, and ${files.length} were given`,
      remedy: 'Join them: cat a.jsonl b.jsonl > all.jsonl',
    });
  }
  const base = required(flags.base, '--base', 'the folder of the checkpoint to start from');
  const pictures = required(flags.pictures, '--pictures', 'the folder of the pictures');
  await checkRows(file, context);
  const { out, epochs, seed } = flags;
  const chosen = epochs === undefined ? [] : ['--epochs', String(epochs)];
  try {
    await runTrainer({
      args: [
        'train',
        ...['--data', file, '--images', pictures, '--base', base, '--output', out],
        ...['--seed', String(seed), ...chosen, ...more],
      ],
      environment,
      onLine: console.log,
      signal,
    });
  } catch (cause) {
    if (!signal.aborted) throw cause;
    throw new Interrupted('The same command with -- --resume goes on from the last checkpoint.');
  }
  const model = join(out, 'model');
  console.log(`vlm reward: ${model}`);
  console.log(`  for --reward FOLDER: armap-trainer export ${model} FOLDER (VILA and SmolVLM)`);
  console.log(`  for --reward http://127.0.0.1:8790: armap-trainer serve ${model}`);
}

/** Rows of benchmarks that are not known here are taken as they are. */
async function checkRows(file: string, { registry, signal }: CommandContext): Promise<void> {
  const name = await benchmarkNameOf([file]);
  const entry = registry.benchmarks.find(({ benchmark }) => benchmark.name === name);
  if (entry === undefined) return;
  const rows = trainingRows([file], entry.benchmark, signal);
  while ((await rows.next()).done !== true);
}

function required(value: string | undefined, option: string, what: string): string {
  if (value !== undefined) return value;
  throw new InputError({
    place: { option },
    problem: 'it is needed with --trainer vlm',
    remedy: `Give ${what}`,
  });
}
