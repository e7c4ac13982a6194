import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { describeCause, InputError } from '../core/errors.ts';
import type { Usage } from '../core/usage.ts';
import { isSystemError } from './jsonl.ts';
import { hashFile, unwritable } from './output-file.ts';

/** What `format` says in a card that this build reads and writes. */
export const CARD_FORMAT = 'armap-dataset/1';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal');
const count = z.int().nonnegative();
const setting = z.union([z.string(), z.number(), z.boolean(), z.null()]);
/** A number, several by name, or several in an order. */
const counts = z.union([count, z.record(z.string(), count), z.array(count).readonly()]);
const accuracies = z.record(z.string(), z.number().min(0).max(1).nullable());

/** What a data set cost. */
const spentSchema = z.object({
  /** Requests to chat models, as their servers count them. */
  calls: count,
  promptTokens: count,
  completionTokens: count,
  costUsd: z.number().nonnegative(),
});

/** `X.card.json`, beside the data file X: what it holds, how it was made and what that cost. */
export const datasetCardSchema = z.object({
  format: z.literal(CARD_FORMAT),
  /** What each line is: `trajectories`, `triplets`, `preferences`, or rows of a foreign format. */
  kind: z.string().min(1),
  /** The format of its rows, with their version: `armap-preference/1`. */
  rowFormat: z.string().min(1),
  benchmark: z.string().min(1).optional(),
  file: z.object({ name: z.string().min(1), sha256, rows: count }),
  /** How many rows there are of each kind, what was left out, and what the files cover. */
  counts: z.record(z.string(), counts),
  /** What it was made from. */
  sources: z.array(z.object({ name: z.string().min(1), sha256 })),
  seed: z.union([z.int(), z.string()]).optional(),
  /** Chat models that took part: `openai:gpt-5-mini`. */
  models: z.array(z.string()),
  /** In all. */
  spent: spentSchema,
  spentByModel: z.record(z.string(), spentSchema).optional(),
  settings: z.record(z.string(), setting),
  /**
   * The pair accuracy of models that see next to nothing, by name, on all pairs that were held out
   * from them and on the finished ones; 0.5 is chance, null where there are none.
   */
  probes: z
    .object({
      trainPairs: count,
      heldOutPairs: count,
      pairAccuracy: accuracies,
      finishedAccuracy: accuracies,
    })
    .optional(),
  /** Why there are fewer rows than were asked for: `budget:costUsd`. */
  stoppedBy: z.string().optional(),
});

export type DatasetCard = z.infer<typeof datasetCardSchema>;

/** What chat models cost, as their servers count it. */
export type Spending = DatasetCard['spent'];

/** Of usage, what a card says. */
export function spendingOf(usage: Usage): Spending {
  const { policyCalls: calls, promptTokens, completionTokens, costUsd } = usage;
  return { calls, promptTokens, completionTokens, costUsd };
}

export const NOTHING_SPENT: Spending = Object.freeze({
  calls: 0,
  promptTokens: 0,
  completionTokens: 0,
  costUsd: 0,
});

/** A card without what can be read off the files. */
export interface CardFacts extends Omit<DatasetCard, 'format' | 'file' | 'sources'> {
  readonly rows: number;
  /** Paths of the files that it was made from. */
  readonly sources: readonly string[];
}

export function cardName(file: string): string {
  return `${file}.card.json`;
}

/** Writes the card of a complete data file beside it. */
export async function writeDatasetCard(
  file: string,
  { rows, sources, ...facts }: CardFacts,
): Promise<DatasetCard> {
  const describe = async (path: string) => ({ name: basename(path), sha256: await hashFile(path) });
  const card: DatasetCard = {
    format: CARD_FORMAT,
    ...facts,
    file: { ...(await describe(file)), rows },
    sources: await Promise.all(sources.map(describe)),
  };
  try {
    await writeFileAtomic(cardName(file), `${JSON.stringify(card, null, 2)}\n`);
  } catch (cause) {
    throw unwritable(cardName(file), cause);
  }
  return card;
}

/** Rejects with `InputError` for what is no card, and for one that is not of this file as it is. */
export async function readDatasetCard(file: string): Promise<DatasetCard> {
  const place = { file: cardName(file) };
  const card = await parseCard(place.file);
  if (card.file.sha256 === (await hashFile(file))) return card;
  throw new InputError({
    place,
    problem: `is not of ${file} as it is now`,
    remedy: 'Make the data set again, or remove the card',
  });
}

async function parseCard(file: string): Promise<DatasetCard> {
  try {
    return datasetCardSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    const problem = isSystemError(cause) ? 'cannot be read' : 'is not the card of a data set';
    throw new InputError({
      place: { file },
      problem: `${problem} (${describeCause(cause)})`,
      remedy: 'Make the data set again, or remove the card',
      cause,
    });
  }
}
