import type { z } from 'zod';
import { describeCause, InputError, type InputPlace } from '../../../src/core/errors.ts';

const REMEDY = 'Repair or remove that record';

/**
 * The record that a text holds.
 * @param place of the record; what is wrong inside it is added to its field.
 * @throws InputError if the text is not JSON, or not what the schema asks for.
 */
export function parseRecord<T>(text: string, schema: z.ZodType<T>, place: InputPlace): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    const problem = `not valid JSON (${describeCause(cause)})`;
    throw new InputError({ place, problem, remedy: REMEDY, cause });
  }
  return checkRecord(json, schema, place);
}

/** The same for a value that is parsed already. */
export function checkRecord<T>(
  value: unknown,
  schema: z.ZodType<T>,
  place: InputPlace,
  remedy = REMEDY,
): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = [place.field, ...(issue?.path ?? [])].filter((part) => part !== undefined);
  throw new InputError({
    place: { ...place, field: path.join('.') },
    problem: issue?.message ?? 'not what was expected',
    remedy,
  });
}
