import type { z } from 'zod';
import { AnswerError } from './dialect.ts';

/** An answer of the documented shape. Throws `AnswerError` that names the field. */
export function readAnswer<T extends z.ZodType>(schema: T, answer: unknown): z.output<T> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new AnswerError(
    `its answer is not of the documented shape (${field === '' ? '' : `${field}: `}${issue?.message ?? ''})`,
  );
}

/** Puts results in the order of the request; servers sort them by score. */
export function byIndex<T extends { readonly index: number }>(
  results: readonly T[],
  count: number,
): T[] {
  const ordered = Array.from({ length: count }, (_, index) => {
    const own = results.filter((result) => result.index === index);
    if (own.length === 1) return own[0]!;
    throw new AnswerError(`it gave ${own.length} results for text ${index}`);
  });
  if (results.length === count) return ordered;
  throw new AnswerError(`it gave ${results.length} results for ${count} texts`);
}

/** The one score among the outputs of a classifier. */
export function labelled(outputs: readonly number[], label: number | undefined): number {
  if (outputs.length === 1 && (label ?? 0) === 0) return outputs[0]!;
  if (label === undefined) {
    throw new AnswerError(
      `it has ${outputs.length} labels. Say which is success: #DIALECT&label=N, counted from 0`,
    );
  }
  const output = outputs[label];
  if (output === undefined) {
    throw new AnswerError(`it has ${outputs.length} labels, and so no label ${label}`);
  }
  return output;
}

/** As many scores as were asked for. */
export function counted<T>(scores: readonly T[], count: number): readonly T[] {
  if (scores.length === count) return scores;
  throw new AnswerError(`it gave ${scores.length} scores for ${count} texts`);
}
