import type { ImageReference, Page } from '../../core/observation.ts';
import type { Trajectory } from '../../core/trajectory.ts';

/** A stretch of text between two pictures, or the place of a picture. */
export type Segment = string | ImageReference;

/** A trajectory as one user message. */
export interface Rendering {
  /** No two neighbours are both texts. */
  readonly segments: readonly Segment[];
  /** Steps that were left out. */
  readonly dropped: number;
}

const QUESTION = 'Does this fulfil the intent?';

/**
 * Intent, then page after page with its own picture, as
 * docs/decisions/2026-11-21-vision-language-rewards.md says and the trainer's `rendering.py` does.
 *
 * @param kept how many steps stay: the first and the last `kept - 1`
 * @param pageCharacters longer page texts lose their middle
 */
export function render(
  { intent, steps, final, end }: Trajectory,
  kept: number,
  pageCharacters: number,
): Rendering {
  const dropped = steps.length - kept;
  const firstLeftOut = dropped === 0 ? steps.length : Math.min(kept, 1);
  const segments: Segment[] = [`Intent: ${intent}\n`];
  steps.forEach(({ observation, thought, action }, index) => {
    if (index === firstLeftOut) {
      segments.push(`\n[${dropped} ${dropped === 1 ? 'step is' : 'steps are'} left out]\n`);
    }
    if (index >= firstLeftOut && index < firstLeftOut + dropped) return;
    segments.push(...renderPage(`\nPage ${index + 1}`, observation, pageCharacters));
    if (thought !== undefined && thought !== '') segments.push(`Thought: ${thought}\n`);
    segments.push(`Action ${index + 1}: ${action}\n`);
  });
  segments.push(...renderPage('\nFinal page', final, pageCharacters));
  segments.push(`End: ${end}\n\n${QUESTION}`);
  return { segments: joinTexts(segments), dropped };
}

/**
 * What `encode` makes of the rendering with the most steps that it accepts, found by halving;
 * undefined when it does not even accept the final page alone.
 *
 * @param encode gives undefined for what is too long
 */
export function fit<T>(
  trajectory: Trajectory,
  pageCharacters: number,
  encode: (rendering: Rendering) => T | undefined,
): T | undefined {
  const attempt = (kept: number) => encode(render(trajectory, kept, pageCharacters));
  const { length } = trajectory.steps;
  let best = attempt(length);
  if (best !== undefined) return best;
  let low = 0;
  let high = length - 1;
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const encoded = attempt(middle);
    if (encoded === undefined) {
      high = middle - 1;
    } else {
      best = encoded;
      low = middle + 1;
    }
  }
  return best;
}

function renderPage(title: string, { text, url, image }: Page, limit: number): Segment[] {
  const heading = url === undefined || url === '' ? `${title}:\n` : `${title} (${url}):\n`;
  const body = `${shorten(text, limit)}\n`;
  return image === undefined ? [heading + body] : [heading, image, `\n${body}`];
}

/** Cuts the middle out of a text of more than `limit` code points, and says how much it cut. */
function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const characters = Array.from(text);
  if (characters.length <= limit) return text;
  const half = Math.floor(limit / 2);
  const head = characters.slice(0, half).join('');
  const tail = characters.slice(characters.length - half).join('');
  return `${head} [${characters.length - 2 * half} characters left out] ${tail}`;
}

/** Neighbouring texts become one, since they are tokenised as one. */
function joinTexts(segments: readonly Segment[]): Segment[] {
  const joined: Segment[] = [];
  for (const segment of segments) {
    const last = joined.at(-1);
    if (typeof segment === 'string' && typeof last === 'string') {
      joined[joined.length - 1] = last + segment;
    } else joined.push(segment);
  }
  return joined;
}
