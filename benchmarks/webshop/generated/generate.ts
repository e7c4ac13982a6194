import { InputError } from '../../../src/core/errors.ts';
import type { Rng } from '../../../src/core/rng.ts';
import { createRng } from '../../../src/core/rng.ts';
import type { Product } from '../catalogue/product.ts';
import { createAsinSeries } from './asin.ts';
import { createBrand } from './brand.ts';
import { writeBulletPoints } from './bullet-points.ts';
import { chance } from './chance.ts';
import { writeDescription } from './description.ts';
import type { Design } from './design.ts';
import { createDesign, lookAlikes } from './design.ts';
import { writeHumanInstruction } from './human-instruction.ts';
import { featuresOf, writeInstruction } from './instruction.ts';
import { nounsOf, plainText } from './marked-text.ts';
import { pictureAddress } from './picture-address.ts';
import { pricesOf, priceTagOf } from './price.ts';
import { writeTitle } from './title.ts';
import { isVisible } from './vocabulary/hue.ts';
import type { ProductKind } from './vocabulary/kind.ts';
import { KINDS } from './vocabulary/kinds.ts';
import { withWordlessColors } from './wordless-colors.ts';

export const DEFAULT_PRODUCT_COUNT = 1200;

/** A design and its look-alikes stand side by side. */
const FAMILY_SIZE = 4;
const INSTRUCTION_SHARE = 0.92;
const HUMAN_SHARE = 0.4;
const SECOND_HUMAN_SHARE = 0.25;

/** A shop that has every product one asks for: product `i` depends on the seed and on `i` only. */
export interface GeneratedShop {
  at(position: number): Product;
  /** Where the product with this number would stand; any well-formed number has a place. */
  positionOf(asin: string): number | undefined;
}

export function createGeneratedShop(seed: number | string): GeneratedShop {
  const rng = createRng(seed);
  const asins = createAsinSeries(seed);
  const kindOf = kindsInTurns(rng);
  let latest: { readonly family: number; readonly designs: readonly Design[] } | undefined;
  const designsOf = (family: number): readonly Design[] => {
    if (latest?.family !== family)
      latest = { family, designs: createFamily(kindOf(family), rng.fork(`family ${family}`)) };
    return latest.designs;
  };
  return {
    at(position) {
      const design = designsOf(Math.floor(position / FAMILY_SIZE))[position % FAMILY_SIZE]!;
      return writeProduct(design, asins.at(position), rng.fork(`product ${position}`));
    },
    positionOf: (asin) => asins.positionOf(asin),
  };
}

/** Whether pages say what colour an option is, or only its picture shows it. */
export type ColorStyle = 'named' | 'pictured';

/** The first `count` products of a generated shop, made one by one as they are asked for. */
export function* generateProducts({
  seed,
  count = DEFAULT_PRODUCT_COUNT,
  colors = 'named',
}: {
  readonly seed: number | string;
  readonly count?: number;
  readonly colors?: ColorStyle;
}): Generator<Product, void, undefined> {
  if (!Number.isInteger(count) || count < 1) {
    throw new InputError({
      problem: `A shop cannot have ${count} products`,
      remedy: `Ask for a whole number, such as ${DEFAULT_PRODUCT_COUNT}.`,
    });
  }
  const shop = createGeneratedShop(seed);
  for (let position = 0; position < count; position += 1) {
    yield colors === 'named' ? shop.at(position) : withWordlessColors(shop.at(position));
  }
}

/** Kinds take turns, in a new order each round, so that small shops have many kinds as well. */
function kindsInTurns(rng: Rng): (family: number) => ProductKind {
  let latest: { readonly round: number; readonly kinds: readonly ProductKind[] } | undefined;
  return (family) => {
    const round = Math.floor(family / KINDS.length);
    if (latest?.round !== round)
      latest = { round, kinds: rng.fork(`round ${round}`).shuffle(KINDS) };
    return latest.kinds[family % KINDS.length]!;
  };
}

function createFamily(kind: ProductKind, rng: Rng): readonly Design[] {
  const design = createDesign(kind, rng);
  return [design, ...lookAlikes(design, rng)].slice(0, FAMILY_SIZE);
}

function writeProduct(design: Design, asin: string, rng: Rng): Product {
  const brand = createBrand(rng);
  const title = writeTitle(design, brand, rng);
  const features = featuresOf(design);
  const inPoints = features.filter((f) => !title.told.includes(f) || chance(rng, 0.6));
  const inDescription = features.filter(() => chance(rng, 0.3));
  const prices = pricesOf(design, rng);
  const values = design.options.flatMap((group) => group.values);
  return {
    asin,
    category: design.kind.department,
    query: design.kind.query,
    productCategory: design.kind.path.join(' › '),
    title: plainText(title.text),
    description: writeDescription(design, brand, inDescription, rng),
    bulletPoints: writeBulletPoints(design, inPoints, rng),
    prices,
    priceTag: priceTagOf(prices),
    options: design.options,
    attributes: features.map(({ attribute }) => attribute),
    image: pictureAddress(asin),
    optionImages: Object.fromEntries(
      values.filter(isVisible).map((value) => [value, pictureAddress(asin, value)]),
    ),
    nouns: nounsOf(title.text),
    instruction: chance(rng, INSTRUCTION_SHARE) ? writeInstruction(design, rng) : undefined,
    humanInstructions: chance(rng, HUMAN_SHARE)
      ? Array.from({ length: chance(rng, SECOND_HUMAN_SHARE) ? 2 : 1 }, () =>
          writeHumanInstruction(design, rng),
        )
      : undefined,
  };
}
