import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve as resolvePath } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { describeCause, EnvironmentError } from '../../../src/core/errors.ts';

export interface JavaOptions {
  /** The program to run; `java` if absent. */
  readonly java?: string | undefined;
  readonly jar: string;
  /** The most memory of the heap, as `-Xmx` takes it. */
  readonly heap: string;
  /** How long it may take to start. */
  readonly startTimeoutMs: number;
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

const GATEWAY = 'py4j.GatewayServer';
/** As `-XX:+ExitOnOutOfMemoryError` ends a JVM. */
const OUT_OF_MEMORY = 3;
const NO_MEMORY = 'it ran out of memory';
/** How long a process that has closed its connections may take to end. */
const GRACE_MS = 2000;
/** The last words of a process, for a message. */
const KEPT_CHARACTERS = 500;

const INSTALL =
  'Install Java 8 or later (such as the package default-jre-headless) and put it on the PATH, or set JAVA_HOME';
const GIVE_MEMORY = 'Give it more memory with --benchmark-option heap=2g';
const CHECK = 'Check that the jar is the one of ScienceWorld, and that "java -version" works';

/** Every JVM that runs. None outlives this process, however it ends. */
const running = new Set<Child>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  if (scratch !== undefined) rmSync(scratch, { recursive: true, force: true });
});

/** The simulator leaves a file in the folder that it runs in. */
let scratch: string | undefined;
function scratchFolder(): string {
  return (scratch ??= mkdtempSync(join(tmpdir(), 'armap-scienceworld-')));
}

/**
 * A JVM with a Py4J gateway. It is a process group of its own, so that a Ctrl-C meant for us does not
 * end it in the middle of an answer; it ends when its standard input does, even where this process is
 * killed. It does not keep this process alive.
 */
export class JavaProcess {
  readonly port: number;
  readonly #child: Child;
  /** Why it ended, once it has. */
  readonly ended: Promise<string>;

  private constructor(child: Child, port: number, ended: Promise<string>) {
    this.#child = child;
    this.port = port;
    this.ended = ended;
  }

  /** Resolves when the gateway listens. Throws `EnvironmentError`. */
  static async start(options: JavaOptions): Promise<JavaProcess> {
    const { java = 'java', jar, heap, startTimeoutMs } = options;
    const child = spawn(
      java,
      [`-Xmx${heap}`, '-XX:+ExitOnOutOfMemoryError', '-cp', resolvePath(jar), GATEWAY].concat(
        '--die-on-broken-pipe',
        '0',
      ),
      { stdio: ['pipe', 'pipe', 'pipe'], detached: true, cwd: scratchFolder() },
    );
    running.add(child);
    let complaints = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaints = (complaints + chunk.toString('utf8')).slice(-KEPT_CHARACTERS);
    });
    child.stdin.on('error', () => undefined);
    let failure: Error | undefined;
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => {
        failure = error;
        running.delete(child);
        resolve(error.message);
      });
      child.once('exit', (code, signal) => {
        running.delete(child);
        resolve(describeExit(code, signal, complaints));
      });
    });
    const deadline = new AbortController();
    const timer = setTimeout(() => {
      deadline.abort();
    }, startTimeoutMs);
    try {
      const first = await Promise.race([
        firstLine(child.stdout),
        ended.then((reason) => ({ reason })),
        new Promise<{ reason: string }>((resolve) => {
          deadline.signal.addEventListener('abort', () => {
            resolve({ reason: `no answer within ${startTimeoutMs / 1000} s` });
          });
        }),
      ]);
      if (typeof first === 'string' && /^\d+$/.test(first)) {
        release(child);
        return new JavaProcess(child, Number(first), ended);
      }
      child.kill('SIGKILL');
      throw startError(
        typeof first === 'string' ? `it said "${first}"` : first.reason,
        failure,
        java,
      );
    } finally {
      clearTimeout(timer);
    }
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Why it ended, of one that no longer answers; it is ended if it does not do so by itself. */
  async lastWords(): Promise<string> {
    const timer = setTimeout(() => {
      this.kill();
    }, GRACE_MS);
    try {
      return await this.ended;
    } finally {
      clearTimeout(timer);
    }
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}

/** The simulator prints as it works; unread, that would block it in the end. */
function release(child: Child): void {
  child.stdout.resume();
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) {
    (stream as unknown as { unref?: () => void }).unref?.();
  }
}

function firstLine(stream: Readable): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const read = (chunk: Buffer) => {
      text += chunk.toString('utf8');
      const end = text.indexOf('\n');
      if (end < 0) return;
      stream.off('data', read);
      resolve(text.slice(0, end).trim());
    };
    stream.on('data', read);
  });
}

function describeExit(code: number | null, signal: string | null, complaints: string): string {
  if (code === OUT_OF_MEMORY) return NO_MEMORY;
  const how = signal === null ? `it ended with code ${code ?? '?'}` : `it was ended by ${signal}`;
  const said = complaints.trim().split('\n').at(-1) ?? '';
  return said === '' ? how : `${how} (${said})`;
}

export function startError(reason: string, failure?: Error, java = 'java'): EnvironmentError {
  const isMissing = failure !== undefined && 'code' in failure && failure.code === 'ENOENT';
  return new EnvironmentError({
    environment: 'scienceworld',
    problem: isMissing
      ? `there is no program "${java}"`
      : `Java did not start the simulator: ${reason}`,
    remedy: isMissing ? INSTALL : reason === NO_MEMORY ? GIVE_MEMORY : CHECK,
    cause: failure ?? describeCause(reason),
  });
}
