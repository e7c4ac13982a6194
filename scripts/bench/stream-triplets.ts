/**
 * Streams generated triplets through reading, exporting and encoding, and prints the peak memory:
 *
 *   npx tsx scripts/bench/stream-triplets.ts read|jsonl|parquet|encode [ROWS]
 *
 * One stage for each process, since a process does not give memory back.
 */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { game24 } from '../../benchmarks/game24/index.ts';
import { uniqueRows } from '../../src/cli/reward-rows.ts';
import type { RewardRow } from '../../src/core/preference.ts';
import type { Trajectory } from '../../src/core/trajectory.ts';
import { USUAL_CLOSING } from '../../src/exchange/dialogue.ts';
import { exportRows } from '../../src/exchange/export-rows.ts';
import { encodeTriplets } from '../../src/learn/encode-triplets.ts';
import { replay } from '../../src/search/replay.ts';
import { tripletLine } from '../../src/store/records.ts';

const MILLION = 1_000_000;
const [stage = 'read', count = String(MILLION)] = process.argv.slice(2);
const rows = Number(count);
const [task] = (await game24.load({})).tasks;
const numbers = task!.numbers.join(' ');
const play = async (answer: string): Promise<Trajectory> =>
  (await replay(game24, task!, [answer])).trajectory;
const positive = await play(`Answer: ${numbers.replaceAll(' ', ' * ')}`);
const negative = await play(`Answer: ${numbers.replaceAll(' ', ' + ')}`);

async function generate(file: string): Promise<void> {
  const stream = createWriteStream(file);
  for (let index = 0; index < rows; index += 1) {
    const line = tripletLine({
      id: `triplet-${index}`,
      benchmark: game24.name,
      taskId: task!.id,
      intent: task!.intent,
      group: `group-${index % 1000}`,
      stage: 'finished',
      positive: { ...positive, id: `positive-${index}` },
      negative: { ...negative, id: `negative-${index}` },
      negativeKind: 'other-walk',
      confidence: 1,
    });
    if (!stream.write(`${line}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'close');
}

async function* read(file: string): AsyncGenerator<RewardRow> {
  for await (const { value } of uniqueRows(file)) yield value;
}

const folder = await mkdtemp(join(tmpdir(), 'armap-stream-'));
try {
  const file = join(folder, 'triplets.jsonl');
  await generate(file);
  const start = performance.now();
  if (stage === 'encode') {
    const table = await encodeTriplets(read(file), game24.encoder);
    console.log(`${table.size} pairs of ${table.featureNames.length} features`);
  } else if (stage === 'read') {
    let seen = 0;
    for await (const _row of read(file)) seen += 1;
    console.log(`${seen} rows`);
  } else {
    const options = { format: 'trl', closing: USUAL_CLOSING, pictures: undefined } as const;
    const out = join(folder, 'out');
    const report = await exportRows(read(file), { ...options, out, parquet: stage === 'parquet' });
    console.log(`${report.rows} rows exported`);
  }
  const seconds = (performance.now() - start) / 1000;
  const peak = process.resourceUsage().maxRSS / 1024;
  console.log(`${stage}: ${seconds.toFixed(1)} s, peak ${peak.toFixed(0)} MiB`);
} finally {
  await rm(folder, { recursive: true });
}
