import type { Rng } from '../../../src/core/rng.ts';
import { chance } from './chance.ts';
import type { Design } from './design.ts';
import { plainText } from './marked-text.ts';
import type { Feature } from './vocabulary/kind.ts';

type Form = (heading: string, sentence: string) => string;

const FORMS: readonly Form[] = [
  (heading, sentence) => `${heading}: ${sentence}`,
  (heading, sentence) => `${heading.toUpperCase()}: ${sentence}`,
  (heading, sentence) => `【${heading}】${sentence}`,
  (heading, sentence) => `${heading} - ${sentence}`,
  (_, sentence) => sentence,
];

const FEWEST = 3;
const MOST = 6;

/** Bullet points that tell of `told`, filled up with what is true of every product of the kind. */
export function writeBulletPoints(
  { kind }: Design,
  told: readonly Feature[],
  rng: Rng,
): readonly string[] {
  const form = rng.pick(FORMS);
  const points = told.map(({ heading, said }) =>
    form(heading, chance(rng, 0.3) ? said.join(' ') : rng.pick(said)),
  );
  const [first, second] = rng.shuffle(kind.uses).map((use) => plainText(use).toLowerCase());
  const fillers = rng.shuffle([
    ...kind.facts.map((fact) => form('Details', fact)),
    form('Made for', `A fine choice for ${first}, and no less for ${second}.`),
    form('What you get', `1 x ${kind.singular}, packed with care.`),
  ]);
  const count = Math.min(MOST, Math.max(FEWEST, points.length + rng.integer(3)));
  return rng.shuffle([...points, ...fillers.slice(0, Math.max(0, count - points.length))]);
}
