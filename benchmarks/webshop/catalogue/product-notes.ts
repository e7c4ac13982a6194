import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { jsonMembers } from './json-members.ts';
import type { ProductNotes } from './official-product.ts';
import { checkRecord, parseRecord } from './parse-record.ts';
import type { HumanInstruction } from './product.ts';
import { attributesField, humanInstructionField } from './product-fields.ts';
import type { Rejections } from './rejections.ts';
import { unreadable } from './unreadable.ts';

/** The files beside a catalogue that say more of its products; see `items_ins_v2*.json`. */
export interface NoteFiles {
  readonly attributes?: string | undefined;
  readonly humanInstructions?: string | undefined;
}

/**
 * What the files say of each product, by its upper-case asin.
 * @throws InputError from the returned function where an entry cannot be used.
 */
export async function readNotes(
  files: NoteFiles,
  rejections: Rejections,
  signal?: AbortSignal,
): Promise<(asin: string) => ProductNotes> {
  const attributes = await readAttributeTexts(files.attributes, rejections, signal);
  const human = await readHumanInstructions(files.humanInstructions, rejections);
  return (asin) => {
    const text = attributes.get(asin);
    const place = { file: files.attributes, field: asin };
    return {
      attributes: text === undefined ? undefined : parseRecord(text, attributesField, place),
      humanInstructions: human.get(asin),
    };
  };
}

const entries = z.record(z.string(), z.unknown());
const humanInstructions = z.array(humanInstructionField);

/** One entry, `"B08GFNJN5R": {...}`, up to where its value begins. */
const ENTRY = /^("(?:[^"\\]|\\.)*")\s*:\s*/;

/** The values stay texts until they are asked for: parsed, a million of them would fill the memory. */
async function readAttributeTexts(
  file: string | undefined,
  rejections: Rejections,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  if (file === undefined) return texts;
  for await (const member of jsonMembers(file, 'object')) {
    signal?.throwIfAborted();
    const [start, name] = ENTRY.exec(member) ?? [];
    if (start === undefined || name === undefined) {
      rejections.add({ file, field: member.slice(0, 20) }, 'is no entry of an object');
      continue;
    }
    texts.set(name.slice(1, -1).toUpperCase(), member.slice(start.length));
  }
  return texts;
}

async function readHumanInstructions(
  file: string | undefined,
  rejections: Rejections,
): Promise<ReadonlyMap<string, readonly HumanInstruction[]>> {
  if (file === undefined) return new Map();
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw unreadable(file, cause);
  });
  const instructions = new Map<string, readonly HumanInstruction[]>();
  for (const [asin, value] of Object.entries(parseRecord(text, entries, { file }))) {
    rejections.attempt(() => {
      const place = { file, field: asin };
      instructions.set(asin.toUpperCase(), checkRecord(value, humanInstructions, place));
    });
  }
  return instructions;
}
