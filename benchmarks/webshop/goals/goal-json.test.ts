import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readGoals, writeGoals } from './goal-file.ts';
import { goalJson, parseGoal } from './goal-json.ts';
import type { Goal } from './goal.ts';
import { NO_PRICE_BOUND } from './price-bound.ts';
import { sampleGoal } from './testing/sample-goal.ts';

const text = fc.string({ unit: 'binary', maxLength: 12 });
const anyGoal: fc.Arbitrary<Goal> = fc
  .record({
    instructionText: text,
    name: text,
    attributes: fc.array(text, { maxLength: 3 }),
    priceUpper: fc.integer({ min: 1, max: NO_PRICE_BOUND }),
    weight: fc.double({ min: 0, max: 1, noNaN: true }),
    options: fc.oneof(
      fc.array(text, { maxLength: 3 }),
      fc.array(fc.record({ group: text, value: text }, { noNullPrototype: true }), {
        maxLength: 3,
      }),
    ),
  })
  .map((fields) => sampleGoal(fields));

describe('a goal as JSON', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(anyGoal, (goal) => {
        expect(parseGoal(JSON.parse(JSON.stringify(goalJson(goal))))).toEqual(goal);
      }),
    );
  });

  it("is WebShop's own, options by group or alone", () => {
    const byGroup = [
      { group: 'color', value: 'red' },
      { group: '2', value: 'x' },
    ];
    expect(goalJson(sampleGoal())).toMatchObject({ goal_options: ['brass'], price_upper: 50 });
    expect(goalJson(sampleGoal({ options: byGroup.slice(0, 1) }))).toMatchObject({
      goal_options: { color: 'red' },
    });
    expect(goalJson(sampleGoal({ options: byGroup }))).toMatchObject({ goal_options: byGroup });
    const odd = sampleGoal({ options: [{ group: '__proto__', value: 'x' }] });
    expect(parseGoal(goalJson(odd))).toEqual(odd);
  });

  it('has no price bound when it is null, and weighs 1 when nothing is said', () => {
    const json = { ...goalJson(sampleGoal()), price_upper: null, weight: undefined };
    expect(parseGoal(json)).toMatchObject({ priceUpper: NO_PRICE_BOUND, weight: 1 });
  });

  it.each([
    ['a text', 'lamp', /field "goal"/],
    ['nothing', null, /field "goal"/],
    ['a number as instruction', { ...goalJson(sampleGoal()), instruction_text: 5 }, /goal\.instr/],
    ['a negative bound', { ...goalJson(sampleGoal()), price_upper: -1 }, /goal\.price_upper/],
    ['nested options', { ...goalJson(sampleGoal()), goal_options: [[]] }, /goal\.goal_options/],
  ])('is refused when it is %s', (_, json, message) => {
    expect(() => parseGoal(json)).toThrow(message);
  });
});

describe('a file of goals', () => {
  it('gives back the goals with their bounds', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'goals-')), 'goals.jsonl');
    const goals = [sampleGoal(), sampleGoal({ instructionText: 'שלום \u2028 😀 "[x]"\n' })];
    await writeGoals(file, goals);
    expect(await readGoals(file)).toEqual(goals);
    expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(3);
  });

  it('names the line that is no goal', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'goals-'));
    const file = join(folder, 'goals.jsonl');
    await writeFile(file, `${JSON.stringify(goalJson(sampleGoal()))}\n{"asin": 3}\n`);
    await expect(readGoals(file)).rejects.toThrow(`${file}:2, field "asin"`);
    await writeFile(file, '\n');
    await expect(readGoals(file)).rejects.toThrow('holds no goal');
    await expect(readGoals(join(folder, 'none'))).rejects.toThrow('cannot be read');
    await expect(writeGoals(join(folder, 'none', 'x'), [])).rejects.toThrow('cannot be written');
    expect(await readdir(folder)).toEqual(['goals.jsonl']);
  });
});
