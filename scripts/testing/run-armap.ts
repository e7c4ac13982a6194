import type { Registry } from '../../src/cli/registry.ts';
import { runCli } from '../../src/cli/run.ts';
import { registry } from '../registry.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly log: string;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  /** Variables of the environment; none if absent. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What the command line offers, if not what it always does. */
  readonly offering?: Registry;
}

/** Runs the command line in this process. */
export async function runArmap(
  argv: readonly string[],
  { signal = new AbortController().signal, environment = {}, offering = registry }: RunOptions = {},
): Promise<Ran> {
  let [out, log] = ['', ''];
  const code = await runCli([...argv], '0.0.0', {
    registry: offering,
    console: {
      data: (text) => (out += `${text}\n`),
      log: (text) => (log += `${text}\n`),
      progress: () => ({ update: () => undefined, stop: () => undefined }),
    },
    clock: () => performance.now(),
    environment,
    signal,
  });
  return { code, out, log };
}
