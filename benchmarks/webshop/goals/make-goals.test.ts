import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../../src/testing/shared-data.ts';
import { createMemoryCatalogue } from '../catalogue/memory-catalogue.ts';
import type { Product } from '../catalogue/product.ts';
import { REFERENCE_PRODUCTS, referenceProducts } from '../catalogue/testing/reference-products.ts';
import { sampleProduct } from '../catalogue/testing/sample-product.ts';
import { parseGoal } from './goal-json.ts';
import type { Goal } from './goal.ts';
import { makeGoals, type GoalKind } from './make-goals.ts';
import { splitGoals } from './splits.ts';

function goalsOf(products: readonly Product[], kind: GoalKind, seeds = {}): readonly Goal[] {
  return makeGoals(
    createMemoryCatalogue(products, () => [], seeds),
    kind,
    seeds,
  );
}

const instruction = { text: 'Find me a lamp', attributes: ['solid brass', 'dimmable'] };

describe('synthetic goals', () => {
  const options = [
    { name: 'size', values: ['s', 'm'] },
    { name: 'color', values: ['red', 'blue'] },
  ];

  it('are one for each combination of options, groups by name', () => {
    const goals = goalsOf([sampleProduct({ options, instruction, prices: [2000] })], 'synthetic');
    expect(goals.map(({ instructionText }) => instructionText).toSorted()).toEqual([
      'Find me a lamp with color: blue, and size: m',
      'Find me a lamp with color: blue, and size: s',
      'Find me a lamp with color: red, and size: m',
      'Find me a lamp with color: red, and size: s',
    ]);
    expect(goals[0]!.priceUpper).toBe(1_000_000);
    expect(goals[0]!.options.map((option) => typeof option === 'object' && option.group)).toEqual([
      'color',
      'size',
    ]);
  });

  it('are one without options, and none where a group has no value', () => {
    expect(goalsOf([sampleProduct({ options: [], instruction })], 'synthetic')).toHaveLength(1);
    const empty = [...options, { name: 'style', values: [] }];
    expect(goalsOf([sampleProduct({ options: empty, instruction })], 'synthetic')).toEqual([]);
  });

  it('share one price bound within a product', () => {
    const goals = goalsOf([sampleProduct({ options, instruction })], 'synthetic');
    expect(new Set(goals.map(({ priceUpper }) => priceUpper)).size).toBe(1);
  });

  it('weigh by how rare their attributes are among all goals', () => {
    const goals = goalsOf(
      [
        sampleProduct({ asin: 'A', options: [], instruction }),
        sampleProduct({
          asin: 'B',
          options: options.slice(0, 1),
          instruction: { text: 'x', attributes: ['dimmable'] },
        }),
      ],
      'synthetic',
    );
    expect(goals.find(({ asin }) => asin === 'A')!.weight).toBeCloseTo((1 + 1 / 3) / 2, 15);
    expect(goals.find(({ asin }) => asin === 'B')!.weight).toBeCloseTo(1 / 3, 15);
  });

  it('are not made without an instruction or its attributes', () => {
    const mute = [sampleProduct(), sampleProduct({ instruction: { text: 'x', attributes: [] } })];
    expect(goalsOf(mute, 'synthetic')).toEqual([]);
  });
});

describe('human goals', () => {
  const product = sampleProduct({
    nouns: ['lamp'],
    humanInstructions: [
      { text: '..i need a lamp. brass...', attributes: ['solid brass'], options: ['brass'] },
      { text: 'nobody knows what', attributes: [], options: [] },
    ],
  });

  it('are the instructions that have attributes, without the periods around them', () => {
    const [goal, ...others] = goalsOf([product], 'human');
    expect(others).toEqual([]);
    expect(goal).toMatchObject({ options: ['brass'], attributes: ['solid brass'], weight: 1 });
    expect(goal!.instructionText).toMatch(/^i need a lamp\. brass, and price lower than \d0\.00/);
  });

  it('carry the nouns that the data brings', () => {
    expect(goalsOf([product], 'human')[0]!.nouns).toEqual(['lamp']);
  });
});

describe('a goal', () => {
  const products = Array.from({ length: 40 }, (_, index) =>
    sampleProduct({ asin: `B${index}`, prices: [10, 400], options: [], instruction }),
  );

  it('is the same each time, and has another bound under another seed', () => {
    expect(goalsOf(products, 'synthetic')).toEqual(goalsOf(products, 'synthetic'));
    const others = goalsOf(products, 'synthetic', { boundSeed: 7 });
    expect(others).not.toEqual(goalsOf(products, 'synthetic'));
    expect(others.map(({ asin }) => asin)).toEqual(
      goalsOf(products, 'synthetic').map(({ asin }) => asin),
    );
  });

  it('keeps its bound when the price of another, range-priced product is drawn differently', () => {
    const mixed = products.map((product, index) =>
      index % 2 === 0 ? product : { ...product, prices: [15] as const },
    );
    const fixedBounds = (priceSeed: number): readonly number[] =>
      goalsOf(mixed, 'synthetic', { priceSeed })
        .filter(({ asin }) => Number(asin.slice(1)) % 2 === 1)
        .map(({ priceUpper }) => priceUpper);
    expect(fixedBounds(1)).toEqual(fixedBounds(2));
  });
});

describe('the splits', () => {
  it('are the published ones', () => {
    const { test, dev, train } = splitGoals(12_087);
    expect([test.length, dev.length, train.length]).toEqual([500, 1000, 10_587]);
    expect([test[0], dev[0], train[0], train.at(-1)]).toEqual([0, 500, 1500, 12_086]);
  });

  it('are short or empty where there are few goals', () => {
    expect(splitGoals(13)).toMatchObject({ dev: [], train: [] });
    expect(splitGoals(600)).toMatchObject({ train: [] });
    expect(splitGoals(600).dev).toHaveLength(100);
    expect(splitGoals(0)).toEqual({ test: [], dev: [], train: [] });
  });
});

describe('the goals of the reference products', () => {
  const order = sharedData('webshop/synthetic-goals-agentgym-order.jsonl');
  const episodes = sharedData('webshop/golden-episodes-160.jsonl');
  const texts = sharedData('webshop/human_goals.json');
  const lines = (file: string): string[] => readFileSync(file, 'utf8').trim().split('\n');

  it.skipIf(!existsSync(order) || !existsSync(REFERENCE_PRODUCTS))(
    `are the published synthetic ones in their order (skipped without ${order})`,
    async () => {
      const goals = goalsOf(await referenceProducts(), 'synthetic');
      const published = lines(order).map((line) => JSON.parse(line) as PublishedGoal);
      expect(goals).toHaveLength(published.length);
      const ours = goals.map((goal, idx) => asPublished(goal, idx, published[idx]!));
      expect(ours).toEqual(published);
    },
  );

  it.skipIf(!existsSync(episodes) || !existsSync(REFERENCE_PRODUCTS))(
    `are those of recorded episodes, but for drawn prices (skipped without ${episodes})`,
    async () => {
      const goals = goalsOf(await referenceProducts(), 'synthetic');
      for (const line of lines(episodes)) {
        const { goal_idx, goal } = JSON.parse(line) as { goal_idx: number; goal: unknown };
        const { priceUpper, instructionText, ...recorded } = parseGoal(goal);
        const ours = goals[goal_idx]!;
        expect(ours).toMatchObject(recorded);
        expect(withoutPrice(ours.instructionText)).toBe(withoutPrice(instructionText));
        expect(priceUpper).toBeGreaterThan(0);
      }
    },
  );

  it.skipIf(!existsSync(texts) || !existsSync(REFERENCE_PRODUCTS))(
    `are, of people, 13 of the published texts (skipped without ${texts})`,
    async () => {
      const published = new Set(JSON.parse(readFileSync(texts, 'utf8')) as string[]);
      const goals = goalsOf(await referenceProducts(), 'human');
      expect(goals).toHaveLength(13);
      for (const { instructionText } of goals) {
        expect(published).toContain(withoutPrice(instructionText).replaceAll("'", ''));
      }
    },
  );
});

interface PublishedGoal {
  readonly idx: number;
  readonly asin: string;
  readonly goal_options: Readonly<Record<string, string>>;
  /** Null, and not in the text, where it was drawn at random. */
  readonly price_upper: number | null;
  readonly instruction_text: string;
}

function asPublished(goal: Goal, idx: number, { price_upper }: PublishedGoal): PublishedGoal {
  const pairs = goal.options.filter((option) => typeof option !== 'string');
  return {
    idx,
    asin: goal.asin,
    goal_options: Object.fromEntries(pairs.map(({ group, value }) => [group, value])),
    price_upper: price_upper === null ? null : goal.priceUpper,
    instruction_text:
      price_upper === null ? withoutPrice(goal.instructionText) : goal.instructionText,
  };
}

function withoutPrice(text: string): string {
  return text.replace(/, and price lower than [\d.]+ dollars$/, '');
}
