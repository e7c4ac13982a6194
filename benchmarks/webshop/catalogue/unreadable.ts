import { describeCause, InputError } from '../../../src/core/errors.ts';
import { isSystemError } from '../../../src/store/jsonl.ts';

/** What to throw for an error met while reading a file: the user's, if the system refused. */
export function unreadable(file: string, cause: unknown): unknown {
  if (!isSystemError(cause)) return cause;
  return new InputError({
    place: { file },
    problem: `cannot be read (${describeCause(cause)})`,
    remedy: 'Check the path and its permissions',
    cause,
  });
}
