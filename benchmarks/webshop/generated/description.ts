import type { Rng } from '../../../src/core/rng.ts';
import { capitalFirst, withArticle } from './article.ts';
import { chance } from './chance.ts';
import type { Design } from './design.ts';
import { plainText } from './marked-text.ts';
import type { Feature } from './vocabulary/kind.ts';

type Opening = (it: {
  readonly brand: string;
  readonly thing: string;
  readonly style: string;
  readonly use: string;
}) => string;

const OPENINGS: readonly Opening[] = [
  ({ brand, thing, use }) => `${brand} made this ${thing} with one thing in mind: ${use}.`,
  ({ brand, thing, style }) => `Meet the ${style} ${thing} by ${brand}.`,
  ({ brand, thing, use }) =>
    `You have looked long for ${withArticle(thing)} for ${use}? ${brand} has it.`,
  ({ thing, style, use }) =>
    `${capitalFirst(withArticle(`${style} ${thing}`))} for ${use} and more.`,
  ({ brand, thing }) => `About this ${thing}: ${brand} has been making them since the first day.`,
  ({ brand, thing, style }) =>
    `A good ${thing} needs no long story. ${brand} keeps it ${style} and simple.`,
];

const CLOSINGS = [
  'If anything is not as you hoped, write to us and we will find a way.',
  'Colors on screens differ a little from daylight.',
  'Thank you for buying from a small shop.',
  'Orders placed before noon leave the same day.',
  'Measured by hand, so please allow a small difference.',
  'Makes a welcome present, too.',
] as const;

export function writeDescription(
  design: Design,
  brand: string,
  told: readonly Feature[],
  rng: Rng,
): string {
  const { kind } = design;
  const opening = rng.pick(OPENINGS)({
    brand,
    thing: kind.singular,
    style: plainText(rng.pick(kind.styles)).toLowerCase(),
    use: plainText(rng.pick(kind.uses)).toLowerCase(),
  });
  const sentences = [opening, ...told.map((feature) => feature.said.at(-1)!)];
  if (chance(rng, 0.3)) sentences.push(specification(design));
  if (chance(rng, 0.6)) sentences.push(rng.pick(CLOSINGS));
  return sentences.join(' ');
}

function specification({ kind, material, pattern, onlyColor, options }: Design): string {
  const lines = [
    ['Item', kind.singular],
    ['Material', material?.attribute],
    ['Pattern', kind.patterns && pattern],
    ['Color', onlyColor],
    ...options.map(({ name, values }) => [capitalFirst(name), values.join(', ')] as const),
  ] as const;
  const known = lines.filter(([, value]) => value !== undefined);
  return `Specifications: ${known.map(([name, value]) => `${name}: ${value}`).join('; ')}.`;
}
