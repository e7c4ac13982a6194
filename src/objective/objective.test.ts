import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maximizeReward } from '../core/objective.ts';
import {
  factsOf,
  linearObjective,
  RELATIONS,
  withCost,
  type Constraint,
  type Term,
} from './linear-objective.ts';
import { objective } from './objective-builder.ts';
import { parseObjective } from './parse-objective.ts';

const FACTS = { actions: 'actions taken', priceUsd: 'price of what was bought, in US dollars' };
const parse = (text: string) => parseObjective(text, { facts: FACTS });
const score = (value: number) => ({ raw: value, value });

const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const name = fc.constantFrom('reward', 'actions', 'priceUsd');
const term: fc.Arbitrary<Term> = fc.record({ name, weight: number });
const constraint: fc.Arbitrary<Constraint> = fc.record({
  name,
  relation: fc.constantFrom(...RELATIONS),
  bound: number,
});
const anyObjective = fc
  .tuple(fc.array(term, { minLength: 1, maxLength: 5 }), fc.array(constraint, { maxLength: 3 }))
  .map(([terms, constraints]) => linearObjective(terms, constraints));
const anyFacts = fc.record({ actions: number, priceUsd: number });

describe('an objective as text', () => {
  it.each([
    ['reward', 'reward'],
    [
      'reward-0.02*actions-.004 * priceUsd;priceUsd<=50',
      'reward - 0.02*actions - 0.004*priceUsd; priceUsd <= 50',
    ],
    ['2*reward - actions', '2*reward - actions'],
    ['2 reward - actions*3', '2*reward - 3*actions'],
    ['-actions', '-actions'],
    ['+ reward + 1e-3*priceUsd', 'reward + 0.001*priceUsd'],
    ['reward - actions - actions', 'reward - 2*actions'],
    ['reward - 0*actions', 'reward - 0*actions'],
    [
      'reward; actions < 12; priceUsd >= -1; actions = +4',
      'reward; actions < 12; priceUsd >= -1; actions = 4',
    ],
    ['reward; reward > 0.5', 'reward; reward > 0.5'],
  ])('reads %s', (text, normalised) => {
    expect(parse(text).text).toBe(normalised);
  });

  it.each([
    ['', 'expected a fact or "reward" at character 1: [end]'],
    ['reward -', 'at character 9: reward -[end]'],
    [
      'reward - 0.02',
      'a number alone changes no decision; expected a fact or "reward" after it at character 14',
    ],
    ['reward 0.02', 'expected + or - or ; at character 8: reward [0.02]'],
    ['reward * actions', 'expected a number at character 10: reward * [actions]'],
    ['(reward)', 'expected a fact or "reward" at character 1: [(]reward)'],
    ['reward <= 5', 'a limit stands after a ";" at character 8: reward [<=] 5'],
    ['reward;', 'expected a fact or "reward" at character 8: reward;[end]'],
    ['reward; actions', 'expected <=, <, >=, > or = at character 16'],
    ['reward; actions <= ', 'expected a number at character 20'],
    ['reward; actions == 5', 'expected a number at character 18: reward; actions =[=] 5'],
    ['reward; actions <= 5 6', 'at character 22: reward; actions <= 5 [6]'],
    ['1e999*reward', 'the number is too large at character 1: [1e999]*reward'],
    ['reward - 0,02*actions', 'at character 11: reward - 0[,]02*actions'],
  ])('refuses "%s" and marks the place', (text, message) => {
    expect(() => parse(text)).toThrow(message);
    expect(() => parse(text)).toThrow('Facts here: actions, priceUsd');
  });

  it('answers an unknown fact with the nearest and with what all of them mean', () => {
    expect(() => parse('reward - 0.02*acitons')).toThrow(
      '--objective: there is no fact "acitons" at character 15: reward - 0.02*[acitons]. ' +
        'Did you mean "actions"? Known: reward; facts: actions (actions taken), ' +
        'priceUsd (price of what was bought, in US dollars)',
    );
    expect(() => parse('reward; constructor < 1')).toThrow('there is no fact "constructor"');
  });

  it('reads its own text as the same objective', () => {
    fc.assert(
      fc.property(anyObjective, anyFacts, number, (written, facts, value) => {
        const read = parse(written.text);
        expect(read.text).toBe(written.text);
        expect(read.evaluate(score(value), facts)).toEqual(written.evaluate(score(value), facts));
      }),
    );
  });

  it('never fails otherwise than by an input error', () => {
    const words = fc.constantFrom(
      'reward',
      'actions',
      '2',
      '.5',
      '*',
      '+',
      '-',
      ';',
      '<=',
      '=',
      '(',
    );
    const texts = fc.oneof(
      fc.string(),
      fc.array(words).map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        try {
          expect(parse(parse(text).text).text).toBe(parse(text).text);
        } catch (error) {
          expect(error).toMatchObject({ code: 'input' });
        }
      }),
    );
  });
});

describe('an objective in code', () => {
  it('says the same as its text', () => {
    const built = objective(FACTS)
      .reward()
      .minus('actions', 0.02)
      .minus('priceUsd', 0.004)
      .atMost('priceUsd', 50)
      .below('actions', 12);
    const text = 'reward - 0.02*actions - 0.004*priceUsd; priceUsd <= 50; actions < 12';
    expect(built.text).toBe(text);
    expect(built.terms).toEqual(parse(text).terms);
    expect(built.constraints).toEqual(parse(text).constraints);
  });

  it('can be extended in two ways from one beginning', () => {
    const start = objective().reward(2);
    const [cheap, short] = [start.minus('priceUsd'), start.minus('actions')];
    expect([start.text, cheap.text, short.text]).toEqual([
      '2*reward',
      '2*reward - priceUsd',
      '2*reward - actions',
    ]);
  });

  it('refuses a fact that the benchmark does not have', () => {
    const facts: Record<string, string> = FACTS;
    expect(() => objective(facts).reward().minus('action')).toThrow('Did you mean "actions"?');
    expect(() => objective(facts).reward().above('stars', 3)).toThrow('no fact "stars"');
  });

  it('is checked by the compiler where the facts are known to it', () => {
    // @ts-expect-error -- "action" is none of these facts
    expect(() => objective(FACTS).reward().minus('action')).toThrow('no fact "action"');
  });

  it('refuses a weight or a limit that is not finite', () => {
    expect(() => objective().reward(NaN)).toThrow('the weight of reward is NaN');
    expect(() => objective().reward().atMost('actions', Infinity)).toThrow(
      'the limit of actions is Infinity',
    );
  });
});

describe('the value of an objective', () => {
  it('is the sum of its terms, each of them told', () => {
    fc.assert(
      fc.property(anyObjective, anyFacts, number, (any, facts, value) => {
        const { total, terms } = any.evaluate(score(value), facts);
        expect(Object.keys(terms)).toEqual(any.terms.map((each) => each.name));
        expect(Object.values(terms).reduce((sum, part) => sum + part, 0)).toBe(total);
        for (const { name: each, weight } of any.terms) {
          const factor = { reward: value, ...facts }[each]!;
          expect(terms[each]! - weight * factor).toBe(0);
        }
      }),
    );
  });

  it('moves for all trajectories alike when all rewards are shifted', () => {
    const whole = fc.integer({ min: -1000, max: 1000 });
    const trajectories = fc.array(fc.tuple(whole, fc.record({ actions: whole })), { minLength: 2 });
    fc.assert(
      fc.property(trajectories, whole, whole, (all, cost, shift) => {
        const { evaluate } = objective().reward().minus('actions', cost);
        const order = (by: number) =>
          [...all.keys()].sort(
            (a, b) =>
              evaluate(score(all[b]![0] + by), all[b]![1]).total -
              evaluate(score(all[a]![0] + by), all[a]![1]).total,
          );
        expect(order(shift)).toEqual(order(0));
      }),
    );
  });

  it('is feasible exactly when every constraint holds', () => {
    const holds = { '<=': [1, 2], '<': [1], '>=': [2, 3], '>': [3], '=': [2] };
    for (const relation of RELATIONS) {
      const limited = linearObjective(
        [{ name: 'reward', weight: 1 }],
        [{ name: 'actions', relation, bound: 2 }],
      );
      const kept = [1, 2, 3].filter((actions) => limited.evaluate(score(0), { actions }).feasible);
      expect(kept, relation).toEqual(holds[relation]);
    }
  });

  it('says which constraints are broken, whatever the reward', () => {
    const limited = parse('reward - actions; priceUsd <= 50; actions < 12; reward >= 0.5');
    expect(limited.evaluate(score(0.25), { actions: 3, priceUsd: 62.5 })).toEqual({
      total: -2.75,
      terms: { reward: 0.25, actions: -3 },
      feasible: false,
      violations: ['priceUsd is 62.5, not priceUsd <= 50', 'reward is 0.25, not reward >= 0.5'],
    });
  });

  it('counts a fact that is not known as nothing, and its trajectory as not feasible', () => {
    const costly = parse('reward - actions - priceUsd; priceUsd <= 50');
    for (const facts of [{ actions: 2 }, { actions: 2, priceUsd: NaN }]) {
      expect(costly.evaluate(score(1), facts)).toEqual({
        total: -1,
        terms: { reward: 1, actions: -2 },
        feasible: false,
        violations: ['priceUsd is not known'],
      });
    }
  });

  it('is that of the reward alone when nothing else is asked for', () => {
    expect(parse('reward').evaluate(score(0.7), {})).toEqual(
      maximizeReward.evaluate(score(0.7), {}),
    );
    expect(parse('reward').text).toBe(maximizeReward.text);
  });
});

describe('a point of a sweep', () => {
  it('replaces the cost of the fact and keeps the rest', () => {
    const base = parse('reward - 0.5*actions - priceUsd; actions < 12');
    expect(withCost(base, 'actions', 0.02).text).toBe(
      'reward - 0.02*actions - priceUsd; actions < 12',
    );
    expect(withCost(base, 'actions', 0).text).toBe('reward - 0*actions - priceUsd; actions < 12');
    expect(withCost(parse('reward'), 'actions', 1).text).toBe('reward - actions');
  });

  it('needs the facts of its terms and its constraints', () => {
    expect(factsOf(parse('reward - actions; actions < 5; priceUsd < 4; reward > 0'))).toEqual([
      'actions',
      'priceUsd',
    ]);
  });
});
