import type { Rng } from '../../../src/core/rng.ts';
import { capitalFirst } from './article.ts';
import { chance } from './chance.ts';
import type { Design } from './design.ts';
import type { MarkedText } from './marked-text.ts';
import type { Feature } from './vocabulary/kind.ts';

export interface Title {
  readonly text: MarkedText;
  /** The features that it names. */
  readonly told: readonly Feature[];
}

interface Parts {
  readonly brand: MarkedText;
  readonly audience: MarkedText;
  readonly style: MarkedText;
  readonly pattern: MarkedText;
  readonly material: MarkedText;
  readonly name: MarkedText;
  readonly features: readonly Feature[];
  readonly use: MarkedText;
  /** Colour, size or pack. */
  readonly variant: MarkedText;
}

/** Titles as sellers write them: the same things in ever different order. */
const LAYOUTS: readonly ((parts: Parts) => MarkedText)[] = [
  (p) =>
    commas(
      words(p.brand, p.audience, p.style, p.pattern, p.material, p.name),
      ...p.features.map(listed),
      suited(p.use),
      p.variant,
    ),
  (p) =>
    words(
      dashes(
        words(p.brand, p.pattern, p.name, suited(p.audience.replace("'s", ''))),
        words(
          ampersands(...namesOf(p, 'quality'), ...namesOf(p, 'part')),
          joined('for', namesOf(p, 'purpose')),
        ),
        words(p.material, suited(p.use)),
      ),
      inParentheses(p.variant),
    ),
  (p) =>
    words(
      p.audience,
      p.style,
      ...namesOf(p, 'quality'),
      p.pattern,
      p.material,
      p.name,
      joined('with', namesOf(p, 'part')),
      joined('for', [...namesOf(p, 'purpose'), p.use]),
      inParentheses(p.variant),
    ),
  (p) =>
    [
      words(p.brand, p.style, p.audience, p.name),
      ...p.features.map(({ name }) => name),
      words(p.pattern, p.material),
      p.variant,
    ]
      .filter(Boolean)
      .join(' | '),
  (p) =>
    commas(
      words(...namesOf(p, 'quality'), p.pattern, p.audience, p.name, 'by', p.brand),
      joined('with', [...namesOf(p, 'part'), p.material]),
      joined('for', namesOf(p, 'purpose')),
      p.variant,
    ),
  (p) =>
    words(
      p.brand,
      p.name,
      p.style,
      p.audience,
      ...p.features.map(({ name }) => name),
      p.material,
      p.pattern,
      p.use,
      p.variant,
    ),
];

export function writeTitle(design: Design, brand: string, rng: Rng): Title {
  const { kind, material } = design;
  const features = rng.shuffle(design.features).slice(0, 1 + rng.integer(3));
  const named = material !== undefined && chance(rng, 0.55);
  const text = rng.pick(LAYOUTS)({
    brand: `~${brand}`.replace('& C', '& ~C'),
    audience: kind.audience ?? '',
    style: chance(rng, 0.7) ? rng.pick(kind.styles) : '',
    pattern: PATTERN_WORDS[design.pattern],
    material: named ? material.name : '',
    name: rng.pick(kind.names),
    features,
    use: together(rng.shuffle(kind.uses).slice(0, rng.integer(3))),
    variant: variantOf(design, rng),
  });
  return { text, told: named ? [...features, material] : features };
}

const PATTERN_WORDS = {
  solid: '',
  striped: 'Striped',
  plaid: '~Plaid',
  floral: 'Floral ~Print',
  'polka dot': '~Polka ~Dot',
} as const;

/** The only colour must be told; of a choice, sellers sometimes name the first value. */
function variantOf({ onlyColor, options }: Design, rng: Rng): MarkedText {
  if (onlyColor !== undefined) return capitalized(onlyColor);
  const size = options.find(({ name }) => name === 'size')?.values[0];
  return size !== undefined && HAS_UNIT.test(size) && chance(rng, 0.3) ? capitalized(size) : '';
}

const HAS_UNIT = /^\d.*[a-z"']/;
const SMALL_WORDS = new Set(['of', 'x', 'mm', 'oz', 'fl', 'ft', 'mah']);

function capitalized(value: string): MarkedText {
  return value.replace(/[a-z]+/g, (word) => {
    if (word === 'pack' || word === 'set') return `~${capitalFirst(word)}`;
    return SMALL_WORDS.has(word) ? word : capitalFirst(word);
  });
}

function namesOf({ features }: Parts, role: Feature['role']): readonly MarkedText[] {
  return features.filter((feature) => feature.role === role).map(({ name }) => name);
}

function listed({ role, name }: Feature): MarkedText {
  return role === 'purpose' ? `for ${name}` : name;
}

function suited(use: MarkedText): MarkedText {
  return joined('for', [use]);
}

function joined(preposition: string, names: readonly MarkedText[]): MarkedText {
  const all = ampersands(...names);
  return all === '' ? '' : `${preposition} ${all}`;
}

/** Never a chain of ampersands. */
function together(uses: readonly MarkedText[]): MarkedText {
  return uses.join(uses.some((use) => use.includes('&')) ? ', ' : ' & ');
}

function inParentheses(variant: MarkedText): MarkedText {
  return variant === '' || variant.includes('(') ? variant : `(${variant})`;
}

const words = joiner(' ');
const commas = joiner(', ');
const dashes = joiner(' - ');
const ampersands = joiner(' & ');

function joiner(separator: string) {
  return (...texts: readonly MarkedText[]): MarkedText => texts.filter(Boolean).join(separator);
}
