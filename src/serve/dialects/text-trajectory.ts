import type { Trajectory } from '../../core/trajectory.ts';
import { NO_USAGE } from '../../core/usage.ts';
import {
  isRendered,
  parseTrajectory,
  RenderingError,
  type ParsedTrajectory,
} from '../../reward/remote/parse-trajectory.ts';
import { textOf, type RenderedPart } from '../../reward/remote/rendered-trajectory.ts';
import { RequestError } from '../request-error.ts';

/**
 * The trajectory that a dialect of plain text means: what `renderTrajectory` wrote is read back;
 * any other text is the last page of an attempt without steps, at the intent if one was given.
 * Throws `RequestError` for what begins as a rendering and goes on otherwise.
 */
export function trajectoryOfText(
  parts: readonly RenderedPart[],
  index: number,
  intent = '',
): Trajectory {
  const id = String(index);
  const rest = { id, benchmark: 'unknown', taskId: id, usage: NO_USAGE };
  return { ...rest, ...contentOf(parts, index, intent) };
}

function contentOf(
  parts: readonly RenderedPart[],
  index: number,
  intent: string,
): ParsedTrajectory {
  const text = textOf(parts);
  if (isRendered(text)) {
    try {
      return parseTrajectory(parts);
    } catch (cause) {
      if (!(cause instanceof RenderingError)) throw cause;
      throw new RequestError('bad-request', { problem: `text ${index}: ${cause.message}`, cause });
    }
  }
  const image = parts.findLast((part) => part.type === 'picture')?.image;
  const final = { text, ...(image === undefined ? {} : { image }) };
  return { intent, steps: [], final, end: 'finished', facts: {} };
}
