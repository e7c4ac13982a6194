/** What the worker is started with. */
export interface WorkerStart {
  /** A serialised ONNX model, or the path of one. */
  readonly model: Uint8Array | string;
  /** Threads that one run may use. */
  readonly threads: number;
  /** What runs are computed on, by the names of ONNX Runtime, the preferred one first; `cpu` if absent. */
  readonly executionProviders?: readonly string[] | undefined;
  /** How rows of features are scored; absent when they are not. */
  readonly scoring?: ScoringStart | undefined;
}

export interface ScoringStart {
  readonly inputName: string;
  readonly outputName: string;
  /** Features in a row. */
  readonly width: number;
  /** Numbers that come out for a row. */
  readonly columns: number;
}

/** Numbers with their shape, as they travel between threads. */
export type PlainTensor =
  | {
      readonly type: 'float32';
      readonly data: Float32Array<ArrayBuffer>;
      readonly dims: readonly number[];
    }
  | {
      readonly type: 'int64';
      readonly data: BigInt64Array<ArrayBuffer>;
      readonly dims: readonly number[];
    };

/** What a run takes from the tensors that the worker keeps, and what it leaves there. */
export interface KeptTensors {
  /** Which kept tensor feeds an input. */
  readonly feeds: Readonly<Record<string, string>>;
  /** Under which name an output is kept; it is not sent back. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** Answered one after the other. */
export type WorkerRequest =
  | {
      readonly type: 'score';
      readonly id: number;
      /** `[rows, width]` */
      readonly features: Float32Array<ArrayBuffer>;
    }
  | {
      readonly type: 'run';
      readonly id: number;
      /** By the names of inputs. */
      readonly feeds: Readonly<Record<string, PlainTensor>>;
      /** The names of the outputs that are wanted. */
      readonly outputs: readonly string[];
      /** Tensors that the worker keeps from run to run; none if absent. */
      readonly kept?: KeptTensors | undefined;
    }
  /** Keeps tensors, by the names that later runs call them by. Answered by no tensor. */
  | {
      readonly type: 'keep';
      readonly id: number;
      readonly tensors: Readonly<Record<string, PlainTensor>>;
    }
  /** Asks for copies of kept tensors. */
  | { readonly type: 'fetch'; readonly id: number; readonly names: readonly string[] }
  /** Finish what was asked before and end. */
  | { readonly type: 'close' };

export type WorkerAnswer =
  | {
      readonly type: 'scores';
      readonly id: number;
      /** `[rows]` */
      readonly scores: Float32Array<ArrayBuffer>;
    }
  | {
      readonly type: 'tensors';
      readonly id: number;
      /** By the names of outputs. */
      readonly tensors: Readonly<Record<string, PlainTensor>>;
    };

/** `loaded` or `not-loaded` comes once, first; then one answer for each request, in order. */
export type WorkerReply =
  | {
      readonly type: 'loaded';
      readonly inputNames: readonly string[];
      readonly outputNames: readonly string[];
    }
  | {
      readonly type: 'not-loaded';
      /** `runtime`: onnxruntime-node is not installed or does not start. `model`: it refuses this one. */
      readonly culprit: 'runtime' | 'model';
      readonly cause: unknown;
    }
  | WorkerAnswer
  | { readonly type: 'failed'; readonly id: number; readonly cause: unknown };
