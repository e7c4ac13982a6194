// Runs an ONNX model in a worker thread, because a run blocks the thread that calls it. Plain
// JavaScript: a worker has no TypeScript loader, neither from source nor from the built package.

import { parentPort, workerData } from 'node:worker_threads';

/** @import { InferenceSession, Tensor, TensorConstructor } from 'onnxruntime-node' */
/** @import { PlainTensor, ScoringStart, WorkerReply, WorkerRequest, WorkerStart } from './onnx-messages.ts' */

/**
 * A run always has this many rows, the last one filled up with zeros. ONNX Runtime multiplies
 * matrices of different heights by different code, whose rounding may differ; this way a score
 * does not depend on what else is in the batch.
 */
const ROWS_PER_RUN = 16;

const port = /** @type {NonNullable<typeof parentPort>} */ (parentPort);
const {
  model,
  threads,
  executionProviders = ['cpu'],
  scoring,
} = /** @type {WorkerStart} */ (workerData);

/**
 * A thread that waits sleeps instead of spinning: others need the processor.
 *
 * @type {InferenceSession.SessionOptions}
 */
const SESSION_OPTIONS = {
  executionProviders: [...executionProviders],
  intraOpNumThreads: threads,
  interOpNumThreads: 1,
  extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } },
};

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
    // Of its two signatures, one for bytes and one for a path, TypeScript wants to see one.
    const session =
      typeof model === 'string'
        ? await runtime.InferenceSession.create(model, SESSION_OPTIONS)
        : await runtime.InferenceSession.create(model, SESSION_OPTIONS);
    const { inputNames, outputNames } = session;
    reply({ type: 'loaded', inputNames, outputNames });
    return { session, Tensor: runtime.Tensor };
  } catch (cause) {
    reply({ type: 'not-loaded', culprit: 'model', cause });
    return undefined;
  }
}

/**
 * @param {{ session: InferenceSession, Tensor: TensorConstructor }} loaded
 * @param {ScoringStart | undefined} scoring
 * @param {Float32Array<ArrayBuffer>} features `[rows, width]`
 * @returns {Promise<Float32Array<ArrayBuffer>>} `[rows, columns]`
 */
async function score({ session, Tensor }, scoring, features) {
  if (scoring === undefined) throw new Error('the worker was not started for scoring');
  const { inputName, outputName, width, columns } = scoring;
  const rows = features.length / width;
  const scores = new Float32Array(rows * columns);
  const block = new Float32Array(ROWS_PER_RUN * width);
  for (let start = 0; start < rows; start += ROWS_PER_RUN) {
    const count = Math.min(ROWS_PER_RUN, rows - start);
    block.fill(0);
    block.set(features.subarray(start * width, (start + count) * width));
    const input = new Tensor('float32', block, [ROWS_PER_RUN, width]);
    const outputs = await session.run({ [inputName]: input });
    const output = /** @type {Float32Array} */ (outputs[outputName]?.data);
    scores.set(output.subarray(0, count * columns), start * columns);
  }
  return scores;
}

/** @type {Map<string, Tensor>} */
const store = new Map();

/** @param {string} name */
function stored(name) {
  const tensor = store.get(name);
  if (tensor === undefined) throw new Error(`no tensor "${name}" is kept`);
  return tensor;
}

/**
 * @param {TensorConstructor} Tensor
 * @param {PlainTensor} plain
 */
function tensorOf(Tensor, { type, data, dims }) {
  return type === 'int64' ? new Tensor(type, data, dims) : new Tensor(type, data, dims);
}

/**
 * What the runtime gives may lie in memory of its own, which cannot be handed over.
 *
 * @param {string} name
 * @param {Tensor | undefined} tensor
 * @returns {PlainTensor}
 */
function copyOf(name, tensor) {
  const { type, data, dims } = /** @type {Tensor} */ (tensor);
  if (type !== 'float32') throw new Error(`output "${name}" is ${type} and not float32`);
  return { type, data: Float32Array.from(/** @type {Float32Array} */ (data)), dims };
}

/**
 * @param {{ session: InferenceSession, Tensor: TensorConstructor }} loaded
 * @param {Extract<WorkerRequest, { type: 'run' }>} request
 */
async function run({ session, Tensor }, { feeds, outputs, kept }) {
  /** @type {Record<string, Tensor>} */
  const inputs = {};
  for (const [name, plain] of Object.entries(feeds)) inputs[name] = tensorOf(Tensor, plain);
  for (const [name, source] of Object.entries(kept?.feeds ?? {})) inputs[name] = stored(source);
  const keptOutputs = Object.entries(kept?.outputs ?? {});
  const results = await session.run(inputs, [...outputs, ...keptOutputs.map(([name]) => name)]);
  for (const [name, target] of keptOutputs) {
    store.set(target, /** @type {Tensor} */ (results[name]));
  }
  return Object.fromEntries(outputs.map((name) => [name, copyOf(name, results[name])]));
}

/**
 * @param {{ session: InferenceSession, Tensor: TensorConstructor }} loaded
 * @param {Exclude<WorkerRequest, { type: 'score' | 'close' }>} request
 * @returns {Promise<Record<string, PlainTensor>>}
 */
async function answer(loaded, request) {
  switch (request.type) {
    case 'run':
      return run(loaded, request);
    case 'keep':
      for (const [name, plain] of Object.entries(request.tensors)) {
        store.set(name, tensorOf(loaded.Tensor, plain));
      }
      return {};
    case 'fetch':
      return Object.fromEntries(request.names.map((name) => [name, copyOf(name, stored(name))]));
  }
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
      const { id } = request;
      try {
        if (request.type === 'score') {
          const scores = await score(loaded, scoring, request.features);
          reply({ type: 'scores', id, scores }, [scores.buffer]);
        } else {
          const tensors = await answer(loaded, request);
          const buffers = Object.values(tensors).map(({ data }) => data.buffer);
          reply({ type: 'tensors', id, tensors }, buffers);
        }
      } catch (cause) {
        reply({ type: 'failed', id, cause });
      }
    });
  });
}
