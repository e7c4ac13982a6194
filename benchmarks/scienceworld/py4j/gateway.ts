import type { Py4jConnection } from './connection.ts';
import {
  callRequest,
  constructRequest,
  releaseRequest,
  type JavaAnswer,
  type JavaArgument,
  type JavaReference,
  type JavaValue,
} from './wire.ts';

/** A call that the JVM could not make, or that threw there. The connection is as good as before. */
export class JavaError extends Error {
  constructor(problem: string) {
    super(problem);
    this.name = 'JavaError';
  }
}

/** Calls into a JVM. What it returns as a reference stays there until it is released. */
export class JavaGateway {
  readonly #connection: Py4jConnection;

  constructor(connection: Py4jConnection) {
    this.#connection = connection;
  }

  async construct(name: string, ...values: readonly JavaArgument[]): Promise<JavaReference> {
    return asReference(await this.#ask(constructRequest(name, values)));
  }

  /** Calls a method of an object, or a static one of the class `z:package.Class`. */
  call(
    target: JavaReference | string,
    method: string,
    ...values: readonly JavaArgument[]
  ): Promise<JavaValue> {
    const id = typeof target === 'string' ? target : target.id;
    return this.#ask(callRequest(id, method, values));
  }

  async release(reference: JavaReference): Promise<void> {
    await this.#ask(releaseRequest(reference));
  }

  /** The texts of a list, in one exchange; the list is released. None may have a line break. */
  async texts(list: JavaReference): Promise<string[]> {
    const joined = this.call('z:java.lang.String', 'join', '\n', list);
    const [text] = await Promise.all([joined, this.release(list)]);
    return text === '' ? [] : asText(text).split('\n');
  }

  close(): void {
    this.#connection.close();
  }

  async #ask(request: string): Promise<JavaValue> {
    const answer = await this.#connection.send(request);
    switch (answer.kind) {
      case 'value':
        return answer.value;
      case 'name':
        return answer.name;
      case 'thrown':
        throw new JavaError(await this.#describe(answer.exception));
      case 'refused':
      case 'fatal':
        throw new JavaError(answer.problem);
    }
  }

  async #describe(exception: JavaReference): Promise<string> {
    const [told] = await Promise.all([
      this.#connection.send(callRequest(exception.id, 'toString')),
      this.#connection.send(releaseRequest(exception)),
    ]);
    return describeAnswer(told);
  }
}

function describeAnswer(answer: JavaAnswer): string {
  if (answer.kind !== 'value' || typeof answer.value !== 'string') return 'a nameless exception';
  return answer.value;
}

export function asText(value: JavaValue): string {
  if (typeof value === 'string') return value;
  throw new JavaError('a text was expected');
}

export function asNumber(value: JavaValue): number {
  if (typeof value === 'number') return value;
  throw new JavaError('a number was expected');
}

export function asReference(value: JavaValue): JavaReference {
  if (typeof value === 'object' && value !== null && 'id' in value) return value;
  throw new JavaError('an object was expected');
}
