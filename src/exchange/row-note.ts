import { z } from 'zod';
import { preferenceSchema } from '../core/preference.ts';
import { trajectorySchema } from '../core/trajectory.ts';
import { tripletSchema } from '../core/triplet.ts';

const sideSchema = trajectorySchema.omit({ steps: true, final: true }).extend({
  /** For each step the length of its thought in the turn; null where it has none. */
  thoughts: z.array(z.int().nonnegative().nullable()),
  /** Of each page, where any has one. */
  urls: z.array(z.string().nullable()).optional(),
});

/** What goes with an exported row under the name `armap`, so that it can be read back exactly. */
export const rowNoteSchema = z.object({
  row: z.union([
    tripletSchema.omit({ positive: true, negative: true }),
    preferenceSchema.omit({ first: true, second: true }),
  ]),
  chosen: sideSchema,
  rejected: sideSchema,
  /** Whether the first page is in the prompt. */
  sharesFirst: z.boolean(),
  question: z.string(),
});

export type RowNote = z.infer<typeof rowNoteSchema>;
export type SideNote = z.infer<typeof sideSchema>;

/** The name of the note in every format. */
export const NOTE = 'armap';
