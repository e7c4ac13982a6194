import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/rng.ts';
import { replay } from '../../../src/search/replay.ts';
import { LabEnvironment } from '../environment.ts';
import { laboratoryNumber } from '../stock/laboratories.ts';
import type { LabTask } from '../task.ts';
import { loadTasks } from '../tasks.ts';
import { goldActions } from '../testing/gold-actions.ts';
import { agentRoom, thingsInReach, type World } from '../world/world.ts';
import { act } from '../actions/act.ts';
import { availableActions } from '../actions/available.ts';
import { tellPage } from '../view/page.ts';
import { readScene } from './scene.ts';
import { readStory } from './story.ts';

const { find } = loadTasks();

const laboratory = {
  name: 'laboratory',
  openEnvironment: (task: LabTask) =>
    new LabEnvironment(laboratoryNumber(task.laboratory), task.intent),
};

async function storyOf(id: string, actions: readonly string[] = goldActions(find(id)!)) {
  const { trajectory } = await replay(laboratory, find(id)!, actions);
  return readStory(trajectory.steps, trajectory.final.text);
}

describe('a page', () => {
  it('is read as it was meant, wherever one has wandered', () => {
    const rng = createRng('wander');
    const holderOf = (world: World, id: number) => {
      const { place } = world.things[id]!;
      const holder = world.things[place]!;
      return holder.form.kind === 'thing' ? holder.name : undefined;
    };
    for (let number = 0; number < 10; number += 1) {
      let world = laboratoryNumber(number);
      for (let step = 0; step < 40; step += 1) {
        const offered = availableActions(world).filter((action) => action !== 'finish');
        ({ world } = act(world, rng.pick(offered)));
        const { said, view } = readScene(tellPage(world, 'Well.'));
        expect(said).toBe('Well.');
        expect(view.room).toBe(agentRoom(world).name);
        expect(view.things.map(({ name, holder }) => [name, holder])).toEqual(
          thingsInReach(world).map(({ id, name }) => [name, holderOf(world, id)]),
        );
      }
    }
  });
});

describe('a story', () => {
  it('knows what was focused on, and what it looked like then', async () => {
    const { focused, focusedAs, hasFinished } = await storyOf('melt/3');
    expect(focused).toEqual(['lead']);
    expect(focusedAs).toEqual([{ notes: ['solid'], room: 'kitchen', madeBefore: 0 }]);
    expect(hasFinished).toBe(true);
  });

  it('knows what was measured, and where it was put', async () => {
    const { measured, placed } = await storyOf('use-thermometer/3');
    expect(measured).toMatchObject([{ name: 'unknown substance L', focusedBefore: 2 }]);
    expect(placed).toContain('unknown substance L > orange box');
  });

  it('knows what was mixed, and what a page showed once', async () => {
    expect((await storyOf('mix-tertiary-paint/3')).made).toEqual([
      'orange paint',
      'yellow-orange paint',
    ]);
    expect((await storyOf('power-component/3')).hasShown('electric motor', 'on')).toBe(true);
    expect((await storyOf('power-component/3')).hasShown('battery', 'on')).toBe(false);
  });

  it('remembers where things were left', async () => {
    const actions = [
      'pick up red wire',
      'open door to kitchen',
      'go to kitchen',
      'put down red wire',
    ];
    const { seen } = await storyOf('boil/3', [...actions, 'open door to hallway', 'go to hallway']);
    expect(seen.get('red wire')).toMatchObject({ room: 'kitchen', isCarried: false });
    expect(seen.get('black wire')).toMatchObject({ room: 'hallway', holder: 'bench' });
  });
});
