import { describe, expect, it } from 'vitest';
import { replay } from '../../src/search/replay.ts';
import { rewordGoal, requirementsOf } from './reword.ts';
import type { ShopTask } from './task.ts';
import { webshop } from './webshop.ts';

const set = await webshop.load({});
const hindsight = set.hindsight!;

/** What someone bought who took the first option of every group. */
async function bought(isTest: boolean): Promise<{ task: ShopTask; actions: string[] }> {
  for (const { goal, isTest: serves, ...task } of set.tasks) {
    const product = task.settings.catalogue.find(goal.asin);
    if (serves !== isTest || product === undefined || product.options.length === 0) continue;
    const actions = [
      `search[${product.title.replace(/[[\]]/g, ' ')}]`,
      `click[${goal.asin.toLowerCase()}]`,
      ...product.options.map(({ values }) => `click[${values[0]!}]`),
      'click[buy now]',
    ];
    const { trajectory } = await replay(webshop, { ...task, goal, isTest }, actions);
    const [achieved] = hindsight.achieved(trajectory);
    if (achieved !== undefined) return { task: achieved, actions };
  }
  throw new Error('Nothing was bought');
}

const { task, actions } = await bought(false);
const values = task.goal.options.filter((option) => typeof option === 'string');
const bound = task.goal.priceUpper;
const wording = `i need ${task.goal.query}, ${task.goal.attributes.join(', ')}, ${values.join(', ')}, under $${bound}`;

describe('an intent in other words', () => {
  it('is bound to the same goal, and shown on every page', async () => {
    const reworded = rewordGoal(task, wording)!;
    expect(reworded.intent).toBe(wording);
    expect(reworded.goal).toEqual({ ...task.goal, instructionText: wording });
    const { trajectory } = await replay(webshop, reworded, actions);
    expect(trajectory.intent).toBe(wording);
    expect(trajectory.steps[0]!.observation.text).toContain(wording);
    expect(hindsight.judge(reworded, trajectory)).toBe('fulfilled');
  });

  it.each([
    ['another bound', wording.replace(`$${bound}`, `$${bound + 10}`)],
    ['no bound', wording.replace(`, under $${bound}`, '')],
    ['an option less', wording.replace(`${values[0]!}, `, '').replace(`, ${values[0]!}`, '')],
  ])('is refused with %s', (_, other) => {
    expect(rewordGoal(task, other)).toBeUndefined();
  });

  it('must ask for the kind, the properties, the options and the bound', () => {
    const requirements = requirementsOf(task);
    expect(requirements).toEqual(
      expect.arrayContaining([task.goal.query, ...task.goal.attributes, ...values]),
    );
    expect(requirements.at(-1)).toContain(String(bound));
  });
});

describe('a walk that came to a product kept for testing', () => {
  it('says so, so that no row is made of it', async () => {
    const other = await bought(true);
    const { trajectory } = await replay(webshop, task, other.actions);
    const groups = hindsight.touched!(trajectory);
    expect(groups).toHaveLength(1);
    expect(webshop.isTestGroup(groups[0]!)).toBe(true);
    const own = await replay(webshop, task, actions);
    expect(hindsight.touched!(own.trajectory)).toEqual([webshop.groupOf(task)]);
  });
});
