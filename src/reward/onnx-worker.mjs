// Runs an ONNX model in a worker thread, because a run blocks the thread that calls it. Plain
// JavaScript: a worker has no TypeScript loader, neither from source nor from the built package.

import { parentPort, workerData } from 'node:worker_threads';

/** @import { InferenceSession, TensorConstructor } from 'onnxruntime-node' */
/** @import { WorkerReply, WorkerRequest, WorkerStart } from './onnx-messages.ts' */

/**
 * A run always has this many rows, the last one filled up with zeros. ONNX Runtime multiplies
 * matrices of different heights by different code, whose rounding may differ; this way a score
 * does not depend on what else is in the batch.
 */
const ROWS_PER_RUN = 16;

/**
 * One thread: such models are far too small to share out, and others need the processor. A thread
 * that waits sleeps instead of spinning.
 *
 * @type {InferenceSession.SessionOptions}
 */
const SESSION_OPTIONS = {
  executionProviders: ['cpu'],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } },
};

const port = /** @type {NonNullable<typeof parentPort>} */ (parentPort);
const { model, inputName, outputName, width } = /** @type {WorkerStart} */ (workerData);

/**
 * @param {WorkerReply} message
 * @param {ArrayBuffer[]} [transfer]
 */
function reply(message, transfer = []) {
  port.postMessage(message, transfer);
}

/** @returns {Promise<{ session: InferenceSession, Tensor: TensorConstructor } | undefined>} */
async function load() {
  /** @type {typeof import('onnxruntime-node')} */
  let runtime;
  try {
    runtime = await import('onnxruntime-node');
  } catch (cause) {
    reply({ type: 'not-loaded', culprit: 'runtime', cause });
    return undefined;
  }
  try {
    const session = await runtime.InferenceSession.create(model, SESSION_OPTIONS);
    reply({ type: 'loaded' });
    return { session, Tensor: runtime.Tensor };
  } catch (cause) {
    reply({ type: 'not-loaded', culprit: 'model', cause });
    return undefined;
  }
}

/**
 * @param {{ session: InferenceSession, Tensor: TensorConstructor }} loaded
 * @param {Float32Array<ArrayBuffer>} features `[rows, width]`
 * @returns {Promise<Float32Array<ArrayBuffer>>} `[rows]`
 */
async function score({ session, Tensor }, features) {
  const rows = features.length / width;
  const scores = new Float32Array(rows);
  const block = new Float32Array(ROWS_PER_RUN * width);
  for (let start = 0; start < rows; start += ROWS_PER_RUN) {
    const count = Math.min(ROWS_PER_RUN, rows - start);
    block.fill(0);
    block.set(features.subarray(start * width, (start + count) * width));
    const input = new Tensor('float32', block, [ROWS_PER_RUN, width]);
    const outputs = await session.run({ [inputName]: input });
    const output = /** @type {Float32Array} */ (outputs[outputName]?.data);
    scores.set(output.subarray(0, count), start);
  }
  return scores;
}

const loaded = await load();
let queue = Promise.resolve();

if (loaded !== undefined) {
  port.on('message', (/** @type {WorkerRequest} */ request) => {
    queue = queue.then(async () => {
      if (request.type === 'close') {
        await loaded.session.release();
        port.close();
        return;
      }
      const { id, features } = request;
      try {
        const scores = await score(loaded, features);
        reply({ type: 'scores', id, scores }, [scores.buffer]);
      } catch (cause) {
        reply({ type: 'not-scored', id, cause });
      }
    });
  });
}
