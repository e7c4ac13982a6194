import type { ImageReference, Page } from '../../core/observation.ts';
import type { Trajectory } from '../../core/trajectory.ts';

/** A piece of a rendered trajectory: text, or the picture of the page whose text it follows. */
export type RenderedPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'picture'; readonly image: ImageReference };

/** The first part says what is wanted, the rest what was done: rerankers take them apart. */
export interface RenderedTrajectory {
  readonly intent: string;
  readonly attempt: readonly RenderedPart[];
}

/** A line that would pass for a heading, however often it was escaped before; only \n ends lines. */
const HEADING_LIKE = /(?<![^\n])(?=\\*## )/g;

/**
 * A trajectory as text, for servers that take nothing else: sections under `## ` headings, the
 * intent first and the outcome last. A backslash is put before a line of content that looks like a
 * heading, so that no page can pretend to be a step. `parseTrajectory` reads it back.
 */
export function renderTrajectory(trajectory: Trajectory): RenderedTrajectory {
  const { intent, steps, final, end, facts } = trajectory;
  const attempt: RenderedPart[] = [];
  let text = '';
  const write = (heading: string, content: string): void => {
    text += section(heading, content);
  };
  const writePage = (heading: string, { text: content, url, image }: Page): void => {
    write(url === undefined ? heading : `${heading} at ${url.replace(/\n/g, '%0A')}`, content);
    if (image === undefined) return;
    attempt.push({ type: 'text', text }, { type: 'picture', image });
    text = '';
  };
  steps.forEach(({ observation, thought, action }, index) => {
    writePage(`Page ${index + 1}`, observation);
    if (thought !== undefined) write(`Thought ${index + 1}`, thought);
    write(`Action ${index + 1}`, action);
  });
  writePage('Last page', final);
  write('End', end);
  if (Object.keys(facts).length > 0) write('Facts', JSON.stringify(facts));
  attempt.push({ type: 'text', text });
  return { intent: section('Intent', intent), attempt };
}

/** All of it in one text; a text has no place for pictures. */
export function renderedText(trajectory: Trajectory): string {
  const { intent, attempt } = renderTrajectory(trajectory);
  return intent + textOf(attempt);
}

export function textOf(parts: readonly RenderedPart[]): string {
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

function section(heading: string, content: string): string {
  return `## ${heading}\n${content.replace(HEADING_LIKE, '\\')}\n`;
}
