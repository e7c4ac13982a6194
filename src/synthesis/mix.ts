import { InputError } from '../core/errors.ts';
import type { Rng } from '../core/rng.ts';

/**
 * Where the negative of a finished row comes from. `edit`: the walk itself with one requirement
 * broken. `near`: the other walk most like it in words. `random`: another walk of its group. `far`: a
 * walk of another group. `proposed`: an edit that a model thought of.
 */
export const NEGATIVE_SOURCES = ['edit', 'near', 'random', 'far', 'proposed'] as const;

export type NegativeSource = (typeof NEGATIVE_SOURCES)[number];

/** The share of each source; they need not add up to 1. */
export type NegativeMix = Readonly<Partial<Record<NegativeSource, number>>>;

export const DEFAULT_MIX: NegativeMix = { edit: 0.5, near: 0.35, random: 0.15 };
export const MIX_WITH_PROPOSER: NegativeMix = { edit: 0.3, near: 0.3, random: 0.1, proposed: 0.3 };

/** Mixes for comparison: what a model learns from negatives of one difficulty. */
export const DIFFICULTIES = {
  easy: { far: 1 },
  random: { random: 1 },
  hard: { edit: 0.6, near: 0.4 },
} as const satisfies Readonly<Record<string, NegativeMix>>;

/** Reads `edit=0.5,near=0.5`. Throws `InputError`. */
export function parseMix(text: string): NegativeMix {
  const mix: Partial<Record<NegativeSource, number>> = {};
  for (const part of text.split(',')) {
    const [name = '', written = '', ...rest] = part.split('=').map((piece) => piece.trim());
    const source = NEGATIVE_SOURCES.find((known) => known === name);
    const share = Number(written);
    if (source === undefined || mix[source] !== undefined || rest.length > 0) {
      throw refuse(`"${part.trim()}" is not a share of a source`);
    }
    if (written === '' || !Number.isFinite(share) || share < 0) {
      throw refuse(`the share of ${name} is "${written}"`);
    }
    mix[source] = share;
  }
  if (Object.values(mix).every((share) => share === 0)) throw refuse('all shares are 0');
  return mix;
}

/** As `parseMix` reads it. */
export function mixText(mix: NegativeMix): string {
  return Object.entries(mix)
    .map(([source, share]) => `${source}=${share}`)
    .join(',');
}

/**
 * The sources in the order in which to try them: each place is drawn by the shares of those that are
 * left, so that the first is of each source as often as the mix says.
 */
export function drawSources(mix: NegativeMix, rng: Rng): NegativeSource[] {
  const left = NEGATIVE_SOURCES.filter((source) => (mix[source] ?? 0) > 0);
  const order: NegativeSource[] = [];
  while (left.length > 0) {
    const total = left.reduce((sum, source) => sum + mix[source]!, 0);
    let rest = rng.next() * total;
    const at = left.findIndex((source) => (rest -= mix[source]!) < 0);
    order.push(...left.splice(at < 0 ? left.length - 1 : at, 1));
  }
  return order;
}

function refuse(problem: string): InputError {
  return new InputError({
    place: { option: '--mix' },
    problem,
    remedy: `Give shares such as edit=0.5,near=0.5; known: ${NEGATIVE_SOURCES.join(', ')}`,
  });
}
