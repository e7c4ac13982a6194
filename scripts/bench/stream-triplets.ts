/**
 * Takes reward data through one command after another and prints the peak memory of each:
 *
 *   npx tsx scripts/bench/stream-triplets.ts FOLDER STAGE [ROWS]
 *
 * The stages in their order: collect, synthesize, train, jsonl, parquet, import-jsonl, import-parquet.
 * Each reads what an earlier one left in FOLDER, and runs in a process of its own, since a process
 * does not give memory back.
 */
import { join } from 'node:path';
import { stdout } from 'node:process';
import { runArmap } from '../testing/run-armap.ts';

const MILLION = 1_000_000;
/** Random walks in Game of 24 for a row: most of them achieve nothing that is worth asking for. */
const WALKS_PER_ROW = 1.2;
const [folder = '.', stage = '', rows = String(MILLION)] = process.argv.slice(2);

const at = (name: string) => join(folder, name);
const walks = String(Math.ceil(WALKS_PER_ROW * Number(rows)));
const exported = (name: string) => [
  'export',
  at('rows.jsonl'),
  '--format',
  'trl',
  '--out',
  at(name),
];
const imported = (name: string, file: string) => [
  ...['import', join(at(name), file), '--format', 'trl', '--benchmark', 'game24'],
  ...['--out', at(`${name}.jsonl`)],
];
const commands: Readonly<Record<string, readonly string[]>> = {
  collect: ['collect', 'game24', '--count', walks, '--out', at('walks.jsonl')],
  synthesize: ['synthesize', at('walks.jsonl'), '--count', rows, '--out', at('rows.jsonl')],
  train: ['train', at('rows.jsonl'), '--epochs', '1', '--out', at('model')],
  jsonl: exported('trl-jsonl'),
  parquet: [...exported('trl-parquet'), '--parquet'],
  'import-jsonl': imported('trl-jsonl', 'data.jsonl'),
  'import-parquet': imported('trl-parquet', 'data.parquet'),
};
const command = commands[stage];
if (command === undefined) {
  console.error(`There is no stage "${stage}". Stages: ${Object.keys(commands).join(', ')}`);
  process.exit(2);
}
const start = performance.now();
const { code, log } = await runArmap(command);
stdout.write(log);
const seconds = (performance.now() - start) / 1000;
const { maxRSS, userCPUTime } = process.resourceUsage();
const figures = [
  `${seconds.toFixed(0)} s`,
  `${(userCPUTime / 1e6).toFixed(0)} s of processor time`,
  `peak ${(maxRSS / 1024).toFixed(0)} MiB`,
];
console.log(`${stage}: ${figures.join(', ')}`);
process.exitCode = code;
