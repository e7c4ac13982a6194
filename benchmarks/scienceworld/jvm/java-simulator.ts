import { platform } from 'node:os';
import { InputError } from '../../../src/core/errors.ts';
import { ConnectionLost } from '../py4j/connection.ts';
import { asNumber, asReference, asText, JavaError, JavaGateway } from '../py4j/gateway.ts';
import { openPromptly } from '../py4j/prompt-connection.ts';
import type { JavaReference, JavaValue } from '../py4j/wire.ts';
import {
  SimulatorLost,
  type Episode,
  type Opening,
  type Reply,
  type Simulator,
} from '../simulator.ts';
import { JavaProcess, startError, type JavaOptions } from './java-process.ts';

export interface JavaSimulatorOptions extends JavaOptions {
  /** How long one answer may take before the JVM counts as hung. */
  readonly timeoutMs: number;
}

const INTERFACE = 'scienceworld.runtime.pythonapi.PythonInterface';

/** The official ScienceWorld in a JVM of its own: parts of it are one for the whole process. */
export class JavaSimulator implements Simulator {
  readonly gone: Promise<string>;
  readonly #process: JavaProcess;
  readonly #gateway: JavaGateway;
  readonly #world: JavaReference;
  readonly #timeoutMs: number;

  private constructor(
    process: JavaProcess,
    gateway: JavaGateway,
    world: JavaReference,
    timeoutMs: number,
  ) {
    this.gone = process.ended;
    this.#process = process;
    this.#gateway = gateway;
    this.#world = world;
    this.#timeoutMs = timeoutMs;
  }

  /** Throws `EnvironmentError` when there is no Java or no simulator in the jar. */
  static async start(options: JavaSimulatorOptions): Promise<JavaSimulator> {
    const process = await JavaProcess.start(options);
    try {
      const gateway = new JavaGateway(await openPromptly(process.port));
      await silence(gateway);
      const world = await gateway.construct(INTERFACE);
      return new JavaSimulator(process, gateway, world, options.timeoutMs);
    } catch (cause) {
      if (cause instanceof ConnectionLost) throw startError(await process.lastWords(), cause);
      process.kill();
      if (!(cause instanceof JavaError)) throw cause;
      throw new InputError({
        place: { file: options.jar },
        problem: `it holds no ScienceWorld (${cause.message})`,
        remedy:
          'Give the scienceworld.jar of the official package; "npm run setup:scienceworld" brings it',
        cause,
      });
    }
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  async load({ task, variation, simplifications }: Episode): Promise<Opening> {
    return this.#inTime(async () => {
      // Without the gold path: it takes seconds, and every reset would make it again.
      const problem = asText(await this.#call('load', task, variation, simplifications, false));
      if (problem !== '') throw unknownEpisode(problem);
      const [described, opening] = await Promise.all([
        this.#call('getTaskDescription'),
        this.#look('look around'),
      ]);
      if (opening.text.startsWith('ERROR: ')) throw unknownEpisode(opening.text);
      return { ...opening, taskDescription: asText(described) };
    });
  }

  step(action: string): Promise<Reply> {
    return this.#inTime(() => this.#look(action));
  }

  validActions(): Promise<readonly string[]> {
    return this.#list('getValidActionObjectCombinations');
  }

  /** The simulator's own solution, for tests. The episode must be loaded again afterwards. */
  goldActions(episode: Episode): Promise<readonly string[]> {
    const { task, variation, simplifications } = episode;
    return this.#inTime(async () => {
      await this.#call('load', task, variation, simplifications, true);
      return this.#gateway.texts(asReference(await this.#call('getGoldActionSequence')));
    });
  }

  taskNames(): Promise<readonly string[]> {
    return this.#list('getTaskNames');
  }

  async variationsOf(task: string): Promise<number> {
    return this.#inTime(async () => asNumber(await this.#call('getTaskMaxVariations', task)));
  }

  /** Objects that the JVM keeps for us; it must not grow. */
  heldReferences(): Promise<number> {
    return this.#inTime(async () => {
      const gateway = asReference(await this.#gateway.call('GATEWAY_SERVER', 'getGateway'));
      const bindings = asReference(await this.#gateway.call(gateway, 'getBindings'));
      const count = asNumber(await this.#gateway.call(bindings, 'size'));
      await Promise.all([this.#gateway.release(bindings), this.#gateway.release(gateway)]);
      return count;
    });
  }

  /** Bytes of its heap that are in use after a collection of garbage. */
  usedHeap(): Promise<number> {
    return this.#inTime(async () => {
      await this.#gateway.call('z:java.lang.System', 'gc');
      const runtime = asReference(await this.#gateway.call('z:java.lang.Runtime', 'getRuntime'));
      const [total, free] = await Promise.all([
        this.#gateway.call(runtime, 'totalMemory'),
        this.#gateway.call(runtime, 'freeMemory'),
        this.#gateway.release(runtime),
      ]);
      return asNumber(total) - asNumber(free);
    });
  }

  close(): void {
    this.#gateway.close();
    this.#process.kill();
  }

  /** Four calls on one way there and back. */
  async #look(action: string): Promise<Reply> {
    const [text, score, isCompleted, ticks] = await Promise.all([
      this.#call('step', action),
      this.#call('getScore'),
      this.#call('getCompleted'),
      this.#call('getNumMoves'),
    ]);
    return {
      text: asText(text),
      score: asNumber(score),
      isCompleted: isCompleted === true,
      ticks: asNumber(ticks),
    };
  }

  #list(method: string): Promise<readonly string[]> {
    return this.#inTime(async () => this.#gateway.texts(asReference(await this.#call(method))));
  }

  #call(method: string, ...values: readonly (string | number | boolean)[]): Promise<JavaValue> {
    return this.#gateway.call(this.#world, method, ...values);
  }

  /** Turns everything after which the JVM is of no use into `SimulatorLost`. */
  async #inTime<T>(work: () => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const hung = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new SimulatorLost(`it did not answer within ${this.#timeoutMs / 1000} s`));
      }, this.#timeoutMs);
    });
    try {
      return await Promise.race([work(), hung]);
    } catch (cause) {
      if (cause instanceof InputError) throw cause;
      this.close();
      if (cause instanceof SimulatorLost) throw cause;
      const reason =
        cause instanceof ConnectionLost ? await this.gone : `it threw ${String(cause)}`;
      throw new SimulatorLost(reason, { cause });
    } finally {
      clearTimeout(timer);
    }
  }
}

/**
 * The simulator prints at every step what nobody reads. Has to come before its classes are loaded,
 * which keep the stream that they find.
 */
async function silence(gateway: JavaGateway): Promise<void> {
  const nowhere = platform() === 'win32' ? 'NUL' : '/dev/null';
  const stream = await gateway.construct('java.io.PrintStream', nowhere);
  await gateway.call('z:java.lang.System', 'setOut', stream);
  await gateway.release(stream);
}

function unknownEpisode(problem: string): InputError {
  return new InputError({
    problem: `the simulator refuses it (${problem})`,
    remedy: 'Give a task, a variation and simplifications that this version of ScienceWorld knows',
  });
}
