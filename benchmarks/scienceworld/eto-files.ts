import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { describeCause, InputError } from '../../src/core/errors.ts';
import { findFamily } from './families.ts';

/** A task of ETO's lists. */
export interface EtoEntry {
  readonly task: string;
  readonly variation: number;
}

/** ETO's selections, by the names that its paper and ARMAP's give them. */
export interface EtoLists {
  readonly 'eto-train': readonly EtoEntry[];
  readonly seen: readonly EtoEntry[];
  readonly unseen: readonly EtoEntry[];
}

const FILES: Readonly<Record<keyof EtoLists, string>> = {
  'eto-train': 'train_indices.json',
  seen: 'dev_indices.json',
  unseen: 'test_indices.json',
};

const listSchema = z.array(z.tuple([z.string(), z.int().nonnegative()]));

const REMEDY =
  'Give the folder eval_agent/data/sciworld of ETO, with train_indices.json, dev_indices.json and test_indices.json';

/** Reads ETO's three lists, under its names or with `eto-` and dashes. Throws `InputError`. */
export async function readEtoLists(folder: string): Promise<EtoLists> {
  const [train, seen, unseen] = await Promise.all([
    readList(folder, FILES['eto-train']),
    readList(folder, FILES.seen),
    readList(folder, FILES.unseen),
  ]);
  return { 'eto-train': train, seen, unseen };
}

async function readList(folder: string, name: string): Promise<EtoEntry[]> {
  const { file, text } = await readEither([
    join(folder, name),
    join(folder, `eto-${name.replace('_', '-')}`),
  ]);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw refuse(file, `is not JSON (${describeCause(cause)})`);
  }
  const parsed = listSchema.safeParse(json);
  if (!parsed.success) throw refuse(file, 'is not a list of [task, variation]');
  return parsed.data.map(([listed, variation], index) => {
    const family = findFamily(listed);
    if (family === undefined) throw refuse(file, `entry ${index} names no task ("${listed}")`);
    if (variation < family.variations) return { task: family.task, variation };
    throw refuse(file, `entry ${index}: "${listed}" has no variation ${variation}`);
  });
}

async function readEither(files: readonly string[]): Promise<{ file: string; text: string }> {
  let problem: unknown;
  for (const file of files) {
    try {
      return { file, text: await readFile(file, 'utf8') };
    } catch (cause) {
      problem ??= cause;
    }
  }
  throw refuse(files[0]!, `cannot be read (${describeCause(problem)})`);
}

function refuse(file: string, problem: string): InputError {
  return new InputError({ place: { option: '--data', file }, problem, remedy: REMEDY });
}
