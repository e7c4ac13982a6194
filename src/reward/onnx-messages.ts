/** What the worker is started with. */
export interface WorkerStart {
  /** A serialised ONNX model. */
  readonly model: Uint8Array;
  readonly inputName: string;
  readonly outputName: string;
  /** Features in a row. */
  readonly width: number;
}

export type WorkerRequest =
  | {
      readonly type: 'score';
      readonly id: number;
      /** `[rows, width]` */
      readonly features: Float32Array<ArrayBuffer>;
    }
  /** Finish what was asked before and end. */
  | { readonly type: 'close' };

/** `loaded` or `not-loaded` comes once, first; then one answer for each request, in order. */
export type WorkerReply =
  | { readonly type: 'loaded' }
  | {
      readonly type: 'not-loaded';
      /** `runtime`: onnxruntime-node is not installed or does not start. `model`: it refuses this one. */
      readonly culprit: 'runtime' | 'model';
      readonly cause: unknown;
    }
  | {
      readonly type: 'scores';
      readonly id: number;
      /** `[rows]` */
      readonly scores: Float32Array<ArrayBuffer>;
    }
  | { readonly type: 'not-scored'; readonly id: number; readonly cause: unknown };
