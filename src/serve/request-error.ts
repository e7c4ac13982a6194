import { ArmapError } from '../core/errors.ts';
import { STATUS_OF, type ErrorCode, type ErrorResponse } from '../reward/remote/score-format.ts';

interface RequestErrorFields {
  readonly problem: string;
  /** With `images-missing`: their hashes. */
  readonly images?: readonly string[] | undefined;
  /** With `cannot-score`: the id of the trajectory. */
  readonly trajectory?: string | undefined;
  readonly cause?: unknown;
}

/** Clients that are told to wait wait this long; a batch takes less. */
export const RETRY_AFTER_SECONDS = 1;

/** A request that is not answered with scores. Its message goes to the client. */
export class RequestError extends ArmapError {
  readonly status: number;
  readonly #code: ErrorCode;
  readonly #images: readonly string[] | undefined;
  readonly #trajectory: string | undefined;

  constructor(code: ErrorCode, { problem, images, trajectory, cause }: RequestErrorFields) {
    super(code, problem, { cause });
    this.status = STATUS_OF[code];
    this.#code = code;
    this.#images = images;
    this.#trajectory = trajectory;
  }

  /** Whether the same request may succeed later. */
  get isTemporary(): boolean {
    return this.#code === 'overloaded' || this.#code === 'unavailable';
  }

  get body(): ErrorResponse {
    return {
      error: {
        code: this.#code,
        message: this.message,
        ...(this.#images === undefined ? {} : { images: [...this.#images] }),
        ...(this.#trajectory === undefined ? {} : { trajectory: this.#trajectory }),
      },
    };
  }
}
