import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSoftmaxPolicy } from '../../agents/softmax.ts';
import type { Environment } from '../../src/core/environment.ts';
import { createRng } from '../../src/core/rng.ts';
import { availableActions, openShop } from './environment.ts';
import { createShop } from './shop/shop.ts';
import { showPage } from './shop/show-page.ts';
import type { ShopState } from './shop/state.ts';
import { makeCatalogue, makeProduct } from './shop/testing/shelf.ts';
import { takeAction } from './shop/transition.ts';

const ODD_VALUES = [
  'red',
  '40" x 40"',
  'a [b] c',
  'a]b',
  "men's",
  '\u{1f600} \u05d0\u05d1',
  'buy now',
  'features',
  '< prev',
  'next >',
  'back to search',
  'search',
  '',
  '<script>',
  'line\nbreak',
  '\ud800',
];

const catalogue = makeCatalogue([
  makeProduct(),
  makeProduct({ asin: 'B000000002', title: '<b>Bold &amp; "quoted"</b>', options: [] }),
  makeProduct({ asin: 'B000000003', title: '', description: '', bulletPoints: [] }),
  ...ODD_VALUES.map((value, index) =>
    makeProduct({
      asin: `B10000000${index.toString(36)}`.toUpperCase(),
      options: [
        { name: 'color', values: ['red', value] },
        { name: '__proto__', values: [value, 'constructor'] },
      ],
    }),
  ),
]);

const open = (fields: Partial<Parameters<typeof openShop>[0]> = {}) => {
  const environment = openShop({ catalogue, instruction: 'a red [oak] chair', ...fields });
  const observation = environment.reset();
  return { environment, observation };
};

function walk(environment: Environment, actions: readonly string[]): unknown[] {
  const seen: unknown[] = [];
  for (const action of actions) {
    const { observation, done, facts } = environment.step(action) as Awaited<
      ReturnType<Environment['step']>
    >;
    seen.push({ observation: { ...observation }, done, facts });
    if (done) break;
  }
  return seen;
}

/** A random walk over what is offered, with odd text in between. */
const choices = fc.array(
  fc.oneof({ weight: 6, arbitrary: fc.nat() }, fc.string({ unit: 'binary' })),
  { maxLength: 25 },
);

function follow(environment: Environment, plan: readonly (number | string)[]): string[] {
  const actions: string[] = [];
  let offered: readonly string[] = ['search[chair]'];
  for (const choice of plan) {
    if (typeof choice === 'number' && offered.length === 0) break;
    const action = typeof choice === 'number' ? offered[choice % offered.length]! : choice;
    actions.push(action);
    const result = environment.step(action) as Awaited<ReturnType<Environment['step']>>;
    if (result.done) break;
    offered = result.observation.availableActions ?? [];
  }
  return actions;
}

const BUY = ['search[chair]', 'click[b000000001]', 'click[red]', 'click[buy now]'];

describe('the shop of planners', () => {
  it('proposes the words of the instruction as the first search', () => {
    expect(open().observation.availableActions).toEqual(['search[a red oak chair]']);
    expect(open({ instruction: ' [] ' }).observation.availableActions).toEqual([]);
  });

  it('offers every click that the page answers, and no other', () => {
    const { environment } = open();
    environment.step('search[chair]');
    const { observation } = environment.step('click[b000000001]');
    expect(observation.availableActions).toEqual(
      ['back to search', '< prev', 'description', 'features', 'reviews', 'buy now']
        .concat('red', 'blue', 'small', 'large')
        .map((name) => `click[${name}]`),
    );
  });

  it('counts actions and tells the price in view', () => {
    const { environment } = open();
    const facts = ['think[hm]', ...BUY].map((action) => environment.step(action).facts);
    expect(facts).toEqual([
      { actions: 1 },
      { actions: 2 },
      { actions: 3, priceUsd: 42.5 },
      { actions: 4, priceUsd: 42.5 },
      { actions: 5, priceUsd: 42.5 },
    ]);
  });

  it('shows no reward and no address, and ends', () => {
    const { environment } = open();
    const last = walk(environment, BUY).at(-1) as { observation: { text: string } };
    expect(last).toMatchObject({ done: true, observation: { availableActions: [] } });
    expect(last.observation.text).toContain('{"color": "red"}');
    expect(last.observation.text).not.toMatch(/score|reward|target/i);
    expect(last.observation).not.toHaveProperty('url');
    expect(() => environment.step('search[chair]')).toThrow('reset');
  });

  it('speaks on one line where asked to', () => {
    const { observation } = open({ observationMode: 'text' });
    expect(observation.text).toBe(
      'WebShop [SEP] Instruction: [SEP] a red [oak] chair [SEP] Search',
    );
  });

  it('can be walked by a policy that picks among available actions', async () => {
    const policy = createSoftmaxPolicy({
      name: 'random',
      preference: (_, actions) => actions.map(() => 0),
    });
    const { environment, observation: start } = open();
    let observation: ReturnType<typeof environment.reset> = start;
    for (let step = 0; step < 50; step += 1) {
      const context = { intent: '', steps: [], observation, remaining: {}, rng: createRng(step) };
      const { proposals } = await policy.propose(context, { count: 1, temperature: 1 });
      const result = environment.step(proposals[0]!.action);
      if (result.done) break;
      observation = result.observation;
    }
  });

  it.each([true, false])('answers every walk, twice alike (strict quirks: %s)', (strictQuirks) => {
    fc.assert(
      fc.property(choices, (plan) => {
        const first = open({ strictQuirks }).environment;
        const actions = follow(first, plan);
        const again = walk(open({ strictQuirks }).environment, actions);
        expect(again).toEqual(walk(open({ strictQuirks }).environment, actions));
      }),
    );
  });

  it('keeps clones apart', () => {
    fc.assert(
      fc.property(choices, choices, (before, after) => {
        const { environment } = open();
        const actions = follow(environment, before);
        if (actions.at(-1) === 'click[buy now]') return;
        const { branching } = environment;
        if (branching.kind !== 'clone') throw new Error('The shop must clone');
        const copy = branching.clone();
        follow(copy, after);
        expect(walk(environment, ['features', ...BUY])).toEqual(
          walk(open().environment, [...actions, 'features', ...BUY]).slice(actions.length),
        );
      }),
    );
  });

  it.each([true, false])('offers what the page understands (strict quirks: %s)', (strictQuirks) => {
    const shop = createShop({ catalogue, instruction: '', strictQuirks });
    const listing = { query: 'chair', hits: [...Array(catalogue.size).keys()] };
    for (const pageNumber of [1, 2]) {
      const results: ShopState = { kind: 'results', listing, pageNumber, visited: new Set() };
      const pages = availableActions(shop, showPage(shop, results)).map((action) =>
        takeAction(shop, results, action),
      );
      expect(pages.length).toBeGreaterThan(10);
      for (const { state, understood } of pages) {
        expect(understood).toBe(true);
        for (const action of availableActions(shop, showPage(shop, state))) {
          expect(takeAction(shop, state, action).understood, action).toBe(true);
        }
      }
    }
  });
});
