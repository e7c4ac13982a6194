/**
 * A signal that follows another one and can be aborted by itself. Released, it leaves nothing behind
 * on a signal that lives for a whole run, which `AbortSignal.any` and `AbortSignal.timeout` do.
 */
export class LinkedAbort {
  readonly #controller = new AbortController();
  readonly #parent: AbortSignal | undefined;
  readonly #follow = (): void => {
    this.#controller.abort(this.#parent?.reason);
  };

  constructor(parent: AbortSignal | undefined) {
    this.#parent = parent;
    if (parent?.aborted === true) this.#follow();
    else parent?.addEventListener('abort', this.#follow);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  abort(reason: unknown): void {
    this.#controller.abort(reason);
  }

  release(): void {
    this.#parent?.removeEventListener('abort', this.#follow);
  }
}
