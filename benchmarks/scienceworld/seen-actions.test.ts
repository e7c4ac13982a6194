import { describe, expect, it } from 'vitest';
import { readScene } from './scene.ts';
import { seenActions } from './seen-actions.ts';

const KITCHEN = `This room is called the kitchen. In it, you see: 
\tthe agent
\ta substance called air
\ta counter. On the counter is: a bowl (containing a red apple, a banana), a drawer.
\ta cupboard. The cupboard door is closed. 
\ta oven, which is turned off. The oven door is closed. 
\ta substance called soap
\ta thermometer, currently reading a temperature of 10 degrees celsius
You also see:
\tA door to the hallway (that is open)
\tA door to the outside (that is closed)`;

const options = { intent: 'boil water', start: KITCHEN, steps: [], canTeleport: false };

describe('scene of a page', () => {
  it('names what lies there, and in what', () => {
    const scene = readScene(KITCHEN);
    expect(scene.place).toBe('kitchen');
    expect(scene.objects).toEqual([
      'counter',
      'bowl',
      'red apple',
      'banana',
      'drawer',
      'cupboard',
      'oven',
      'soap',
      'thermometer',
    ]);
    expect(scene.containers).toEqual(['counter', 'bowl']);
    expect([...scene.lids]).toEqual([
      ['cupboard', false],
      ['oven', false],
    ]);
    expect([...scene.switches]).toEqual([['oven', false]]);
    expect([...scene.exits]).toEqual([
      ['hallway', true],
      ['outside', false],
    ]);
  });
});

describe('actions from what was seen', () => {
  it('fill the templates with it', () => {
    const actions = seenActions(options);
    expect(actions).toEqual(
      expect.arrayContaining([
        'open cupboard',
        'activate oven',
        'go to hallway',
        'open door to outside',
        'pick up thermometer',
        'focus on soap',
        'move banana to bowl',
      ]),
    );
    expect(actions.some((action) => action.startsWith('teleport'))).toBe(false);
    expect(new Set(actions).size).toBe(actions.length);
  });

  it('know what is carried, and where one was told of', () => {
    const steps = [
      { action: 'pick up thermometer', answer: 'You move the thermometer to the inventory.' },
      { action: 'go to hallway', answer: 'You move to the hallway.' },
    ];
    const actions = seenActions({ ...options, steps, canTeleport: true });
    expect(actions).toContain('put down thermometer');
    expect(actions).toContain('teleport to outside');
    expect(actions).not.toContain('pick up banana');
  });

  it('are the numbers of an ambiguous request', () => {
    const answer =
      'Ambiguous request: Please enter the number for the action you intended (or blank to cancel):\n0:\topen drawer\n1:\topen drawer in counter\n';
    expect(seenActions({ ...options, steps: [{ action: 'open drawer', answer }] })).toEqual([
      '0',
      '1',
    ]);
  });
});
