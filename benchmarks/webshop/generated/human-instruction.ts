import type { Rng } from '../../../src/core/rng.ts';
import type { HumanInstruction } from '../catalogue/product.ts';
import { withArticle } from './article.ts';
import { between, chance, some } from './chance.ts';
import type { Design } from './design.ts';
import { featuresOf } from './instruction.ts';
import type { Feature, FeatureRole } from './vocabulary/kind.ts';

interface Wish {
  /** `machine washable and slim fit`, perhaps empty. */
  readonly quality: string;
  /** `men's polo shirt` */
  readonly thing: string;
  /** `men's polo shirts` */
  readonly things: string;
  /** ` with a chest pocket for daily wear`, with its blank, perhaps empty. */
  readonly detail: string;
  /** `in navy, in size large`, perhaps empty. */
  readonly choice: string;
}

/** Ways to ask, from short to chatty. */
const REGISTERS: readonly ((wish: Wish) => string)[] = [
  (w) =>
    line(`i am looking for ${withArticle(described(w))}${w.detail}`, and(w.choice, 'i want it')),
  (w) => line(`i need ${withArticle(w.thing)}${w.detail}${that(w)}`, and(w.choice, 'get it')),
  (w) => `looking for ${plural(w)}${w.detail}${tail(w.choice)}`,
  (w) => `find me ${withArticle(described(w))}${w.detail}${tail(w.choice)}`,
  (w) =>
    line(
      `can you get me ${withArticle(w.thing)}${that(w)}${w.detail}?`,
      and(w.choice, 'i would like it'),
    ),
  (w) => line(`im shopping for ${plural(w)}${w.detail}`, and(w.choice, 'please choose one')),
  (w) => `i would like to buy ${withArticle(described(w))}${w.detail}${tail(w.choice)} please`,
  (w) =>
    line(
      `my old one is worn out, so i want a new ${w.thing}${w.detail}${that(w)}`,
      and(w.choice, 'make it one'),
    ),
  (w) => line(`want some ${plural(w)}${w.detail}`, and(w.choice, 'best')),
  (w) => `do you have ${plural(w)}${w.detail}?${w.choice && ` ideally ${w.choice}`}`,
  (w) => `need ${plural(w)}${w.detail}${w.choice && `, ${w.choice}`}, nothing too fancy`,
  (w) =>
    `${w.things}${w.detail}${w.choice && ` ${w.choice}`}${w.quality && `, must be ${w.quality}`}`,
  (w) =>
    line(
      `its for my sister, she asked for ${withArticle(w.thing)}${that(w)}${w.detail}`,
      and(w.choice, 'she likes it'),
    ),
];

/** What a person might write who was shown the product. */
export function writeHumanInstruction(design: Design, rng: Rng): HumanInstruction {
  const features = featuresOf(design);
  const wanted = some(rng, features, between(rng, 1, Math.min(3, features.length)));
  const groups = some(rng, design.options, chance(rng, 0.2) ? 0 : between(rng, 1, 2));
  const chosen = groups.map(({ name, values }) => ({ name, value: rng.pick(values) }));
  const bought = wanted.filter((feature) => feature !== design.material);
  const stuff = wanted.length > bought.length ? ` made of ${design.material!.spoken}` : '';
  const parts = spokenOf(bought, 'part').join(' and ');
  const purposes = spokenOf(wanted, 'purpose').join(' and ');
  const text = rng.pick(REGISTERS)({
    quality: spokenOf(wanted, 'quality').join(' and '),
    thing: design.kind.singular,
    things: design.kind.query,
    detail: `${stuff}${parts && ` with ${parts}`}${purposes && ` for ${purposes}`}`,
    choice: chosen.map(({ name, value }) => choiceOf(name, value)).join(', '),
  });
  return {
    text,
    attributes: wanted.map(({ attribute }) => attribute),
    options: chosen.map(({ value }) => value),
  };
}

function choiceOf(group: string, value: string): string {
  const bare = value.replace(/[()]/g, '');
  if (group === 'color') return `in ${bare}`;
  if (group === 'item package quantity') return `in a package of ${bare}`;
  if (/^1 (pack|piece|count)$/.test(bare)) return 'just one';
  if (/\b(pack|set)\b/.test(bare)) return `as ${withArticle(bare)}`;
  return group === 'size' ? `in size ${bare}` : `in ${bare} ${group}`;
}

function spokenOf(features: readonly Feature[], role: FeatureRole): readonly string[] {
  return features.filter((feature) => feature.role === role).map(({ spoken }) => spoken);
}

function described({ quality, thing }: Wish): string {
  return quality === '' ? thing : `${quality} ${thing}`;
}

function plural({ quality, things }: Wish): string {
  return quality === '' ? things : `${quality} ${things}`;
}

function that({ quality }: Wish): string {
  return quality === '' ? '' : ` that is ${quality}`;
}

function tail(choice: string): string {
  return choice === '' ? '' : ` ${choice}`;
}

function and(choice: string, lead: string): string {
  return choice === '' ? '' : `${lead} ${choice}`;
}

/** A first sentence, and a second where there is one. */
function line(first: string, second: string): string {
  if (second === '') return first;
  return first.endsWith('?') ? `${first} ${second}` : `${first}. ${second}`;
}
