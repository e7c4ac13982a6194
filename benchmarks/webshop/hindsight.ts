import type { Edit, Hindsight, Verdict } from '../../src/core/hindsight.ts';
import type { Rng } from '../../src/core/rng.ts';
import type { Trajectory } from '../../src/core/trajectory.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import type { Product } from './catalogue/product.ts';
import { checkPurchase } from './checklist.ts';
import { writeGoal } from './intent-writer.ts';
import { readWalk, type Visit } from './reading/walk.ts';
import { parseAction } from './shop/action.ts';
import type { ShopTask } from './task.ts';

/**
 * A walk that bought something fulfilled "find me such a thing": the intent is written from what was
 * bought. Whether another purchase fulfils it is decided by its requirements one by one, see
 * `checkPurchase`; the shop's own reward is never asked.
 */
export function shopHindsight(
  catalogue: Catalogue,
  taskFor: (goal: ReturnType<typeof writeGoal>) => ShopTask,
): Hindsight<ShopTask> {
  const boughtBy = (trajectory: Trajectory) => {
    const { current, bought } = readWalk(trajectory.steps, trajectory.final.text);
    const product = bought && current !== undefined ? catalogue.find(current.asin) : undefined;
    return product === undefined ? undefined : { product, chosen: current!.chosen };
  };

  return {
    achieved: (trajectory) => {
      const purchase = boughtBy(trajectory);
      if (purchase === undefined) return [];
      return [taskFor(writeGoal({ ...purchase, price: catalogue.priceOf(purchase.product) }))];
    },
    judge: ({ goal }, trajectory) => {
      const purchase = boughtBy(trajectory);
      if (purchase === undefined) return 'failed';
      return checkPurchase(goal, { ...purchase, price: catalogue.priceOf(purchase.product) });
    },
    variations: (trajectory) => [straightPath(trajectory)],
    corruptions: (trajectory, rng) => [
      ...otherProduct(trajectory, catalogue, rng),
      ...otherOption(trajectory, rng),
      ...missingOption(trajectory, rng),
      { kind: 'unfinished', actions: actionsOf(trajectory).slice(0, -1) },
    ],
    situation: () => undefined,
    offTrack: ({ goal }, prefix) => {
      const { page, current } = readWalk(prefix.steps, prefix.final.text);
      const verdictOn = (asin: string, chosen: ReadonlyMap<string, string>): Verdict => {
        const product = catalogue.find(asin);
        if (product === undefined) return 'failed';
        const price = catalogue.priceOf(product);
        return checkPurchase(goal, { product, price, chosen }, { unfinished: true });
      };
      if (page.kind === 'results') {
        return page.items.every(({ asin }) => verdictOn(asin, new Map()) === 'failed');
      }
      return current !== undefined && verdictOn(current.asin, current.chosen) === 'failed';
    },
    stage: (prefix) => readWalk(prefix.steps, prefix.final.text).page.kind,
    outcome: (trajectory) => {
      const purchase = boughtBy(trajectory);
      return purchase && outcomeText(purchase.product.asin, purchase.chosen);
    },
    wantedOutcome: ({ goal }) =>
      outcomeText(
        goal.asin,
        new Map(
          goal.options.flatMap((option) =>
            typeof option === 'string' ? [] : [[option.group, option.value] as const],
          ),
        ),
      ),
  };
}

function outcomeText(asin: string, chosen: ReadonlyMap<string, string>): string {
  const options = [...chosen].sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([asin.toLowerCase(), options]);
}

/** The purchase without what turned out to be a detour: other products and pages of details. */
function straightPath(trajectory: Trajectory): Edit {
  const { steps, final } = trajectory;
  const { current } = readWalk(steps, final.text);
  const open = steps.findLastIndex(({ action }) => parseAction(action).argument === current?.asin);
  const search = steps.findLastIndex(
    ({ action }, index) => index < open && parseAction(action).name === 'search',
  );
  const way = steps.slice(Math.max(0, search), open + 1).map(({ action }) => action);
  const turns = way.filter((action) => /^search\[|^click\[(?:next >|< prev)\]$/.test(action));
  const options = [...(current?.chosen.values() ?? [])].map((value) => `click[${value}]`);
  return {
    kind: 'straight-path',
    actions: [
      ...withoutReturns(turns),
      `click[${current?.asin ?? ''}]`,
      ...options,
      'click[buy now]',
    ],
  };
}

/** Pages turned to and fro, and items opened and left, come out as the net number of turns. */
function withoutReturns(turns: readonly string[]): string[] {
  const kept: string[] = [];
  for (const turn of turns) {
    if (turn === 'click[< prev]') {
      if (kept.at(-1) === 'click[next >]') kept.pop();
    } else kept.push(turn);
  }
  return kept;
}

/** Another product of the same list, with the same options where it has them. */
function otherProduct(trajectory: Trajectory, catalogue: Catalogue, rng: Rng): Edit[] {
  const { listed, current } = readWalk(trajectory.steps, trajectory.final.text);
  const others = [...listed.keys()].filter((asin) => asin !== current?.asin);
  const path = straightPath(trajectory).actions;
  const open = path.findIndex((action) => action === `click[${current?.asin ?? ''}]`);
  if (others.length === 0 || open < 0) return [];
  const asin = rng.pick(others);
  const options = sameChoices(current!, catalogue.find(asin), rng);
  return [
    {
      kind: 'other-product',
      actions: [
        ...path.slice(0, open),
        `click[${asin}]`,
        ...options.map((value) => `click[${value}]`),
        'click[buy now]',
      ],
    },
  ];
}

function sameChoices({ chosen }: Visit, other: Product | undefined, rng: Rng): string[] {
  return (other?.options ?? []).flatMap(({ name, values }) => {
    const choice = chosen.get(name);
    if (choice === undefined || values.length === 0) return [];
    return [values.includes(choice) ? choice : rng.pick(values)];
  });
}

/** The same product with one other value. */
function otherOption(trajectory: Trajectory, rng: Rng): Edit[] {
  const { current } = readWalk(trajectory.steps, trajectory.final.text);
  const swaps = [...(current?.chosen ?? [])].flatMap(([group, choice]) => {
    const values = current!.item.options.find((option) => option.group === group)?.values ?? [];
    const others = values.filter((value) => value !== choice);
    return others.length === 0 ? [] : [{ choice, other: rng.pick(others) }];
  });
  if (swaps.length === 0) return [];
  const { choice, other } = rng.pick(swaps);
  const actions = actionsOf(trajectory).map((action) =>
    parseAction(action).argument === choice ? `click[${other}]` : action,
  );
  return [{ kind: 'other-option', actions }];
}

/** The same purchase with one choice left out. */
function missingOption(trajectory: Trajectory, rng: Rng): Edit[] {
  const { current } = readWalk(trajectory.steps, trajectory.final.text);
  const choices = [...(current?.chosen.values() ?? [])];
  if (choices.length === 0) return [];
  const left = rng.pick(choices);
  const actions = actionsOf(trajectory).filter((action) => parseAction(action).argument !== left);
  return [{ kind: 'missing-option', actions }];
}

function actionsOf({ steps }: Trajectory): string[] {
  return steps.map(({ action }) => action);
}
