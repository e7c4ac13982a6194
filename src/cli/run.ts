import { CommanderError } from 'commander';
import { ArmapError, InputError } from '../core/errors.ts';
import { Interrupted, type CommandContext } from './context.ts';
import { createProgram } from './program.ts';

const EXIT_OK = 0;
const EXIT_FAILED = 1;
const EXIT_BAD_INPUT = 2;
/** 128 + the number of SIGINT, as shells report it. */
const EXIT_INTERRUPTED = 130;

/** Runs one command and returns the exit code; never throws. */
export async function runCli(
  argv: readonly string[],
  version: string,
  context: CommandContext,
): Promise<number> {
  try {
    await createProgram(version, context).parseAsync(argv, { from: 'user' });
    return EXIT_OK;
  } catch (error) {
    return report(error, context);
  }
}

function report(error: unknown, { console, signal }: CommandContext): number {
  // Commander has printed its message by now; help and version come here too, with code 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_OK : EXIT_BAD_INPUT;
  if (error instanceof InputError) {
    console.log(`armap: ${error.message}`);
    return EXIT_BAD_INPUT;
  }
  if (error instanceof Interrupted) {
    console.log(error.message);
    return EXIT_INTERRUPTED;
  }
  if (signal.aborted) {
    console.log('Interrupted.');
    return EXIT_INTERRUPTED;
  }
  if (ArmapError.isInstance(error)) console.log(`armap: ${error.message}`);
  else
    console.log(
      `armap: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  return EXIT_FAILED;
}
