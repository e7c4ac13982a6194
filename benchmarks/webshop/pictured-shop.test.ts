import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/core/observation.ts';
import { describeEnvironment } from '../../src/testing/describe-environment.ts';
import { ImageStore } from '../../src/store/image-store.ts';
import { webshop } from './webshop.ts';

const folder = await mkdtemp(join(tmpdir(), 'armap-pictures-'));
const set = await webshop.load({ options: { pictures: folder } });
const store = new ImageStore(folder);

const coloured = (name: string) =>
  set.tasks[0]!.settings.catalogue.find(name)!.options.find((option) => option.name === 'color')!;
const task = set.tasks.find(({ goal }) =>
  goal.options.some((option) => typeof option !== 'string' && option.group === 'color'),
)!;
const { goal } = task;
const open = [`search[${goal.name.replace(/[[\]]/g, ' ')}]`, `click[${goal.asin.toLowerCase()}]`];
const choices = goal.options.flatMap((option) =>
  typeof option === 'string' ? [] : [`click[${option.value}]`],
);

describeEnvironment({
  benchmark: webshop,
  task,
  winning: [...open, ...choices, 'click[buy now]'],
  losing: [...open, 'click[buy now]'],
});

async function play(actions: readonly string[]): Promise<Observation[]> {
  const environment = webshop.openEnvironment(task, { seed: 1 });
  const seen = [await environment.reset()];
  for (const action of actions) seen.push((await environment.step(action)).observation);
  return seen;
}

describe('a shop with pictures', () => {
  it('shows the product in view and bought, and none on lists', async () => {
    const [start, results, item, ...rest] = await play([...open, ...choices, 'click[buy now]']);
    expect([start!.image, results!.image]).toEqual([undefined, undefined]);
    for (const page of [item!, ...rest]) {
      const { width } = await sharp(await store.read(page.image!.hash)).metadata();
      expect(width).toBe(page.image!.width);
    }
  });

  it('shows another picture for another colour, and the same for the same', async () => {
    const [one, other] = coloured(goal.asin).values;
    const pages = await play([...open, `click[${one!}]`, `click[${other!}]`, `click[${one!}]`]);
    const [first, second, third] = pages.slice(-3).map((page) => page.image!.hash);
    expect(second).not.toBe(first);
    expect(third).toBe(first);
    expect(await readdir(folder)).toEqual(expect.arrayContaining([first, second]));
  });

  it('has the texts and actions of the shop without pictures', async () => {
    const plain = await webshop.load({});
    const environment = webshop.openEnvironment(plain.find(task.id)!, { seed: 1 });
    const expected = [await environment.reset()];
    for (const action of open) expected.push((await environment.step(action)).observation);
    const seen = await play(open);
    expect(seen.map(({ text }) => text)).toEqual(expected.map(({ text }) => text));
    expect(seen.map((page) => page.availableActions)).toEqual(
      expected.map((page) => page.availableActions),
    );
  });

  it('is refused for data that has no drawn pictures', async () => {
    await expect(webshop.load({ data: folder, options: { pictures: folder } })).rejects.toThrow(
      /only the generated shop has drawn pictures/,
    );
  });
});
