import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { RewardError } from '../core/errors.ts';
import { createRng } from '../core/rng.ts';
import { INPUT_NAME, OUTPUT_NAME, writeOnnx } from '../learn/onnx-writer.ts';
import { scoreRows, type Scorer } from '../learn/scorer.ts';
import { layoutOf } from '../learn/network-shape.ts';
import { gaussian } from '../learn/testing/planted-pairs.ts';
import { OnnxSession, type OnnxSessionOptions } from './onnx-session.ts';

const WIDTH = 9;
const rng = createRng(4);
const random = (length: number) => Float32Array.from({ length }, () => gaussian(rng));
const shape = { kind: 'mlp', features: WIDTH, hiddenUnits: 21 } as const;
const scorer: Scorer = {
  shape,
  standardizer: {
    mean: random(WIDTH),
    inverseDeviation: new Float32Array(WIDTH).fill(1),
  },
  heads: [random(layoutOf(shape).size)],
};
const options: OnnxSessionOptions = {
  name: 'test',
  model: writeOnnx(scorer),
  inputName: INPUT_NAME,
  outputName: OUTPUT_NAME,
  width: WIDTH,
};

/** A worker that loads at once and then does this with every request. */
function workerThat(answer: string): URL {
  const code = `import { parentPort } from 'node:worker_threads';
    parentPort.postMessage({ type: 'loaded', inputNames: [], outputNames: [] });
    parentPort.on('message', ({ id }) => { ${answer} });`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}

describe('OnnxSession', () => {
  it('answers as the trainer would, batch after batch in order', async () => {
    const session = await OnnxSession.open(options);
    const batches = [1, 5, 16, 17, 100].map((rows) => random(rows * WIDTH));
    const expected = batches.map((features) => scoreRows(scorer, features));
    const settled: number[] = [];
    const answers = await Promise.all(
      batches.map(async (features, index) => {
        const scores = await session.run(features);
        settled.push(index);
        return scores;
      }),
    );
    expect(settled).toEqual([0, 1, 2, 3, 4]);
    answers.forEach((scores, index) => {
      expect(scores).toHaveLength(expected[index]!.length);
      scores.forEach((score, row) => {
        expect(score).toBeCloseTo(expected[index]![row]!, 4);
      });
    });
    await session.close();
  });

  it('gives a row the very same score in any batch and at any place', async () => {
    const session = await OnnxSession.open(options);
    const rows = 40;
    const features = random(rows * WIDTH);
    const together = await session.run(features.slice());
    for (const size of [1, 2, 3, 7, 16, 39]) {
      for (let start = 0; start + size <= rows; start += size) {
        const part = await session.run(features.slice(start * WIDTH, (start + size) * WIDTH));
        expect([...part]).toEqual([...together.subarray(start, start + size)]);
      }
    }
    await session.close();
  });

  it('says how to install the runtime when it is missing', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'armap-worker-'));
    try {
      const file = join(elsewhere, 'onnx-worker.mjs');
      await copyFile(new URL('../onnx/onnx-worker.mjs', import.meta.url), file);
      const opening = OnnxSession.open({ ...options, worker: pathToFileURL(file) });
      await expect(opening).rejects.toThrow(RewardError);
      await expect(opening).rejects.toThrow(
        /Reward test failed: onnxruntime-node cannot be loaded.*npm install onnxruntime-node/,
      );
    } finally {
      await rm(elsewhere, { recursive: true });
    }
  });

  it('refuses what is not a model', async () => {
    const opening = OnnxSession.open({ ...options, model: Uint8Array.of(1, 2, 3) });
    await expect(opening).rejects.toThrow(/ONNX Runtime refuses the model.*Train it again/);
  });

  it('says so when the worker dies while it loads', async () => {
    const dying = new URL('data:text/javascript,process.exit(7)');
    await expect(OnnxSession.open({ ...options, worker: dying })).rejects.toThrow(
      /exit code 7 while loading/,
    );
    const throwing = new URL('data:text/javascript,throw new Error("no memory")');
    await expect(OnnxSession.open({ ...options, worker: throwing })).rejects.toThrow(
      /crashed \(no memory\)/,
    );
  });

  it('rejects every batch under way, and all later ones, when the worker dies', async () => {
    const worker = workerThat('if (id === 1) process.exit(3);');
    const session = await OnnxSession.open({ ...options, worker });
    const batches = [session.run(random(WIDTH)), session.run(random(WIDTH))];
    for (const batch of batches) {
      await expect(batch).rejects.toThrow(RewardError);
      await expect(batch).rejects.toThrow(/exit code 3. Open the model again/);
    }
    await expect(session.run(random(WIDTH))).rejects.toThrow(/exit code 3/);
    await session.close();
  });

  it('names the error that killed the worker', async () => {
    const worker = workerThat('throw new Error("bad luck");');
    const session = await OnnxSession.open({ ...options, worker });
    await expect(session.run(random(WIDTH))).rejects.toThrow(/its worker crashed \(bad luck\)/);
    // The exit that follows does not hide the reason.
    await new Promise((resolve) => setTimeout(resolve, 100));
    await expect(session.run(random(WIDTH))).rejects.toThrow(/its worker crashed \(bad luck\)/);
  });

  it('goes on after a batch that cannot be computed', async () => {
    const worker = workerThat(
      `parentPort.postMessage(id === 0
        ? { type: 'failed', id, cause: new Error('too strange') }
        : { type: 'scores', id, scores: Float32Array.of(5) });`,
    );
    const session = await OnnxSession.open({ ...options, worker });
    await expect(session.run(random(WIDTH))).rejects.toThrow(/Reward test failed: too strange/);
    expect([...(await session.run(random(WIDTH)))]).toEqual([5]);
  });

  it('answers what was asked before it is closed, and nothing after', async () => {
    const session = await OnnxSession.open(options);
    const asked = session.run(random(WIDTH));
    const closed = Promise.all([session.close(), session.close()]);
    const late = session.run(random(WIDTH));
    await expect(late).rejects.toThrow(/it was closed/);
    expect(await asked).toHaveLength(1);
    await closed;
    await expect(session.run(random(WIDTH))).rejects.toThrow(/it was closed/);
  });
});
