import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { runArmap, type Ran } from './run-armap.ts';

export interface SmallLoop {
  /** The path of a file in the loop's folder: `walks.jsonl`, `triplets.jsonl`, `model-mlp`. */
  readonly at: (name: string) => string;
  readonly cardOf: (model: string) => Promise<unknown>;
  /** Trains a reward on the triplets, into `model-TRAINER`. */
  readonly train: (trainer: string, ...more: string[]) => Promise<Ran>;
}

/** What the walks of a small loop were collected by. */
export const collectWalks = (count: number): string[] => [
  'collect',
  'game24',
  '--count',
  `${count}`,
  '--seed',
  '3',
];

/** What every evaluation of the tests begins with. */
export const EVAL = 'eval game24 --policy heuristic --tasks test --samples 20 --seed 1'.split(' ');

export interface Row {
  readonly planner: string;
  readonly wallMs: number;
  readonly successRate: number;
  readonly oracleSuccessRate: number;
}

/** The rows of an evaluation that printed JSON. */
export const rowsOf = ({ out }: Ran) => (JSON.parse(out) as { rows: Row[] }).rows;

/** Game of 24 from exploring to a trained reward, command by command, in a new folder. */
export async function openSmallLoop(walks = 6000): Promise<SmallLoop> {
  const folder = await mkdtemp(join(tmpdir(), 'armap-cli-'));
  const at = (name: string): string => join(folder, name);
  const train = (trainer: string, ...more: string[]): Promise<Ran> =>
    runArmap([
      ...['train', at('triplets.jsonl'), '--out', at(`model-${trainer}`)],
      ...['--trainer', trainer, ...more],
    ]);
  const collected = await runArmap([...collectWalks(walks), '--out', at('walks.jsonl')]);
  expect(collected).toMatchObject({ code: 0 });
  const made = await runArmap([
    ...['synthesize', at('walks.jsonl'), '--out', at('triplets.jsonl')],
    ...['--count', `${walks / 2}`, '--no-probes'],
  ]);
  expect(made).toMatchObject({ code: 0 });
  expect(await train('mlp')).toMatchObject({ code: 0 });
  const cardOf = async (model: string): Promise<unknown> =>
    JSON.parse(await readFile(at(`${model}/model.json`), 'utf8'));
  return { at, cardOf, train };
}
