import type { Edit } from '../../src/core/hindsight.ts';
import type { Rng } from '../../src/core/rng.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import type { Visit } from './reading/walk.ts';

const BUY = 'click[buy now]';

/** The purchase without what turned out to be a detour: other products, pages of details. */
export function straightPath(visit: Visit): Edit {
  const actions = [...pathTo(visit), click(visit.asin), ...clicks(visit.chosen.values()), BUY];
  return { kind: 'straight-path', actions };
}

/** Purchases that differ in one thing, and one that was not made. */
export function brokenPurchases(visit: Visit, catalogue: Catalogue, rng: Rng): Edit[] {
  const unfinished = straightPath(visit).actions.slice(0, -1);
  return [
    ...otherProduct(visit, catalogue, rng),
    ...otherOption(visit, rng),
    ...missingOption(visit, rng),
    { kind: 'unfinished', actions: unfinished },
  ];
}

/** Another product of the same page of results, with the same options where it has them. */
function otherProduct(visit: Visit, catalogue: Catalogue, rng: Rng): Edit[] {
  const others = visit.list.items.filter(({ asin }) => asin !== visit.asin);
  if (others.length === 0) return [];
  const { asin } = rng.pick(others);
  const options = catalogue.find(asin)?.options ?? [];
  const choices = options.flatMap(({ name, values }) => {
    const choice = visit.chosen.get(name);
    if (choice === undefined || values.length === 0) return [];
    return [values.includes(choice) ? choice : rng.pick(values)];
  });
  const actions = [...pathTo(visit), click(asin), ...clicks(choices), BUY];
  return [{ kind: 'other-product', actions }];
}

/** The same product with one other value. */
function otherOption(visit: Visit, rng: Rng): Edit[] {
  const swaps = [...visit.chosen].flatMap(([group, choice]) => {
    const values = visit.item.options.find((option) => option.group === group)?.values ?? [];
    const others = values.filter((value) => value !== choice);
    return others.length === 0 ? [] : [{ group, other: rng.pick(others) }];
  });
  if (swaps.length === 0) return [];
  const { group, other } = rng.pick(swaps);
  const chosen = new Map(visit.chosen).set(group, other);
  return [{ ...straightPath({ ...visit, chosen }), kind: 'other-option' }];
}

/** The same purchase with one choice left out. */
function missingOption(visit: Visit, rng: Rng): Edit[] {
  if (visit.chosen.size === 0) return [];
  const chosen = new Map(visit.chosen);
  chosen.delete(rng.pick([...chosen.keys()]));
  return [{ ...straightPath({ ...visit, chosen }), kind: 'missing-option' }];
}

/** From the start to the list from which a product was opened. */
function pathTo({ query, list }: Visit): string[] {
  return [`search[${query}]`, ...Array.from({ length: list.number - 1 }, () => click('next >'))];
}

function click(name: string): string {
  return `click[${name}]`;
}

function clicks(names: Iterable<string>): string[] {
  return Array.from(names, click);
}
