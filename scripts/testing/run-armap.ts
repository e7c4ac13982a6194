import { runCli } from '../../src/cli/run.ts';
import { registry } from '../registry.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly log: string;
}

/** Runs the command line in this process. */
export async function runArmap(
  argv: readonly string[],
  signal: AbortSignal = new AbortController().signal,
): Promise<Ran> {
  let [out, log] = ['', ''];
  const code = await runCli([...argv], '0.0.0', {
    registry,
    console: {
      data: (text) => (out += `${text}\n`),
      log: (text) => (log += `${text}\n`),
      progress: () => ({ update: () => undefined, stop: () => undefined }),
    },
    clock: () => performance.now(),
    environment: {},
    signal,
  });
  return { code, out, log };
}
