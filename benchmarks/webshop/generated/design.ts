import type { Rng } from '../../../src/core/rng.ts';
import type { OptionGroup } from '../catalogue/product.ts';
import { between, chance, some, someInARow } from './chance.ts';
import type { Feature, OptionRange, Pattern, ProductKind } from './vocabulary/kind.ts';

/** What a product is, before anyone writes about it. */
export interface Design {
  readonly kind: ProductKind;
  readonly material: Feature | undefined;
  readonly features: readonly Feature[];
  readonly pattern: Pattern;
  readonly options: readonly OptionGroup[];
  /** Of products that come in one colour. */
  readonly onlyColor: string | undefined;
  /** In US dollars, before material, features and options are counted. */
  readonly basePrice: number;
}

const ONE_COLOR_SHARE = 0.12;

export function createDesign(kind: ProductKind, rng: Rng): Design {
  const material = kind.materials.length > 0 ? rng.pick(kind.materials) : undefined;
  const [plain, fine] = kind.price;
  const rank = rng.next();
  return {
    kind,
    material,
    features: compatible(rng.shuffle(kind.features), between(rng, 2, material ? 4 : 5)),
    pattern: rng.pick(kind.patterns ?? ['solid']),
    ...offer(kind.options, rng),
    // Cheap things are more frequent; a power would not be the same number on every machine.
    basePrice: plain + (fine - plain) * rank * (0.3 + 0.7 * rank),
  };
}

/**
 * Look-alikes of a design, one for each way in which shop items differ: another feature, another
 * material, other values to choose from, another price.
 */
export function lookAlikes(design: Design, rng: Rng): readonly Design[] {
  const { kind, features, material } = design;
  const others = kind.materials.filter((other) => other !== material);
  return rng.shuffle([
    { ...design, features: exchangeOne(features, kind.features, rng) },
    others.length > 0
      ? { ...design, material: rng.pick(others) }
      : { ...design, features: exchangeOne(features, kind.features, rng.fork('second')) },
    { ...design, ...offer(kind.options, rng) },
    { ...design, basePrice: design.basePrice * (chance(rng, 0.5) ? 1.6 : 0.65) },
  ]);
}

/** The first features that go together. */
function compatible(features: readonly Feature[], count: number): readonly Feature[] {
  const chosen: Feature[] = [];
  for (const feature of features) {
    if (chosen.length === count) break;
    if (chosen.every((other) => areCompatible(feature, other))) chosen.push(feature);
  }
  return chosen;
}

function areCompatible(one: Feature, other: Feature): boolean {
  if (one.attribute === other.attribute) return false;
  return one.rivals === undefined || one.rivals !== other.rivals;
}

function exchangeOne(
  features: readonly Feature[],
  all: readonly Feature[],
  rng: Rng,
): readonly Feature[] {
  const leaving = rng.pick(features);
  const kept = features.filter((feature) => feature !== leaving);
  const arrivals = all.filter(
    (feature) => feature !== leaving && kept.every((other) => areCompatible(feature, other)),
  );
  return [...kept, rng.pick(arrivals)];
}

function offer(ranges: readonly OptionRange[], rng: Rng): Pick<Design, 'options' | 'onlyColor'> {
  const options = ranges.flatMap(({ name, values, take: [least, most], growth }) => {
    const count = Math.min(between(rng, least, most), values.length);
    if (count === 0) return [];
    const choose = growth === undefined ? some : someInARow;
    return [{ name, values: choose(rng, values, count) }];
  });
  const color = options.find(({ name }) => name === 'color');
  if (color === undefined || options.length < 2 || !chance(rng, ONE_COLOR_SHARE)) {
    return { options, onlyColor: undefined };
  }
  return {
    options: options.filter((group) => group !== color),
    onlyColor: rng.pick(color.values),
  };
}
