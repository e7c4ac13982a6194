import { describe, expect, it } from 'vitest';
import { gradeTrajectory } from '../grade.ts';
import { webshop } from '../webshop.ts';
import type { Step, Trajectory } from '../../../src/core/trajectory.ts';
import { NO_USAGE } from '../../../src/core/usage.ts';
import { pictureOf } from './picture.ts';
import { COLOURS } from './vocabulary/colours.ts';

const set = await webshop.load({ options: { colors: 'pictured' } });
const named = await webshop.load({});
const { catalogue } = set.tasks[0]!.settings;
const colorOf = ({ goal }: (typeof set.tasks)[number]) =>
  goal.options.find((option) => typeof option !== 'string' && option.group === 'color');
const tasks = set.tasks.filter((task) => catalogue.find(task.goal.asin)!.looks && colorOf(task));

async function buy(task: (typeof tasks)[number], values: readonly string[]): Promise<Trajectory> {
  const { goal } = task;
  const environment = webshop.openEnvironment(task, { seed: 1 });
  let page = await environment.reset();
  const steps: Step[] = [];
  const actions = [
    `search[${goal.name.replace(/[[\]]/g, ' ')}]`,
    `click[${goal.asin.toLowerCase()}]`,
    ...values.map((value) => `click[${value}]`),
    'click[buy now]',
  ];
  for (const action of actions) {
    steps.push({ observation: { text: page.text }, action });
    ({ observation: page } = await environment.step(action));
  }
  const { id, intent } = task;
  const ids = { id, taskId: id, benchmark: 'webshop', intent };
  return { ...ids, steps, final: page, end: 'finished', facts: {}, usage: NO_USAGE };
}

/** The values to click for a goal: of its colour, the style that looks like it. */
function valuesFor(task: (typeof tasks)[number], color = colorOf(task)): string[] {
  const { looks = {} } = catalogue.find(task.goal.asin)!;
  return task.goal.options.map((option) => {
    const wanted = option === colorOf(task) ? color! : option;
    const { value } = wanted as { value: string };
    return Object.keys(looks).find((style) => looks[style] === value) ?? value;
  });
}

/** The same purchase where colours have names. */
function inWords(task: (typeof tasks)[number], { steps }: Trajectory): Step[] {
  const { looks = {} } = catalogue.find(task.goal.asin)!;
  return steps.map((step) => ({
    ...step,
    action: step.action.replace(/(?<=^click\[)style .*(?=\]$)/, (style) => looks[style]!),
  }));
}

describe('colours that only pictures tell', () => {
  it('are asked for by name and offered by style number', () => {
    expect(tasks.length).toBeGreaterThan(100);
    for (const task of tasks.slice(0, 200)) {
      const { value } = colorOf(task) as { value: string };
      expect(task.intent).toContain(`color: ${value}`);
      expect(Object.keys(COLOURS)).toContain(value);
      const offered = catalogue.find(task.goal.asin)!.options.find(({ name }) => name === 'color')!;
      for (const style of offered.values) expect(style).toMatch(/^style [0-9a-z]{6}$/);
    }
  });

  it('count for the true score and for hindsight by how they look', async () => {
    let others = 0;
    for (const task of tasks.filter((_, index) => index % 97 === 0)) {
      const right = await buy(task, valuesFor(task));
      expect(gradeTrajectory(task, right)).toEqual(
        gradeTrajectory(named.find(task.id)!, { ...right, steps: inWords(task, right) }),
      );
      const [achieved] = set.hindsight!.achieved(right);
      const { value } = colorOf(task) as { value: string };
      expect(achieved!.intent).toContain(`color: ${value}`);
      expect(set.hindsight!.judge(achieved!, right)).toBe('fulfilled');
      const { looks = {} } = catalogue.find(task.goal.asin)!;
      const other = Object.values(looks).find((look) => look !== value);
      if (other === undefined) continue;
      others += 1;
      const wrong = await buy(task, valuesFor(task, { group: 'color', value: other }));
      expect(gradeTrajectory(task, wrong)).toEqual(
        gradeTrajectory(named.find(task.id)!, { ...wrong, steps: inWords(task, wrong) }),
      );
      expect(set.hindsight!.judge(achieved!, wrong)).not.toBe('fulfilled');
    }
    expect(others).toBeGreaterThan(3);
  });

  it('are drawn in the colour that the style has', async () => {
    const plain = named.tasks[0]!.settings.catalogue;
    for (const task of tasks.slice(0, 20)) {
      const { asin } = task.goal;
      const { value } = colorOf(task) as { value: string };
      expect(pictureOf(catalogue.find(asin)!, valuesFor(task))).toBe(
        pictureOf(plain.find(asin)!, [
          value,
          ...valuesFor(task).filter((each) => !each.startsWith('style ')),
        ]),
      );
    }
  });
});
