import { Draft } from '../world/draft.ts';
import type { LabEvent } from '../world/event.ts';
import { passTime } from '../world/pass-time.ts';
import type { World } from '../world/world.ts';
import type { Command, PairCommand, SingleCommand } from './command.ts';
import { dunk, moveTo, pickUp, pour, putDown } from './effects/carrying.ts';
import { useDoor } from './effects/doors.ts';
import { setLid } from './effects/lids.ts';
import { lookAt, lookIn, read } from './effects/looking.ts';
import { setSwitch } from './effects/switches.ts';
import { eat, focusOn, mix, use } from './effects/trying.ts';
import { connect, disconnect } from './effects/wiring.ts';
import { sayCommand } from './say.ts';
import { chosenIn, understand } from './understand.ts';

/** What came of an action. */
export interface Outcome {
  readonly world: World;
  /** What the agent is told, one line or a question with numbered answers. */
  readonly said: string;
  /** What happened, in order, also out of sight. */
  readonly events: readonly LabEvent[];
}

const LONG_WAIT = 10;

/** Takes one action, given as a text. Any text is answered; none throws. */
export function act(world: World, text: string): Outcome {
  const chosen = world.question && chosenIn(world.question, text);
  if (chosen !== undefined) return perform(world, chosen);
  const understanding = understand(world, text);
  switch (understanding.kind) {
    case 'command':
      return perform(world, understanding.command);
    case 'ambiguous':
      return ask(world, understanding.commands);
    case 'nonsense':
      return { world: withoutQuestion(world), said: understanding.said, events: [] };
  }
}

function perform(world: World, command: Command): Outcome {
  const draft = new Draft(world);
  const said = effectOf(draft, command);
  const ticks = ticksFor(command);
  if (ticks > 0) passTime(draft, ticks);
  return { world: draft.finish(), said, events: draft.events };
}

function ask(world: World, question: readonly Command[]): Outcome {
  const choices = question.map((command, index) => `\n${index}: ${sayCommand(world, command)}`);
  const said = `Which one do you mean? Answer with a number.${choices.join('')}`;
  return { world: { ...world, question }, said, events: [] };
}

function withoutQuestion(world: World): World {
  return world.question === undefined ? world : { ...world, question: undefined };
}

/** Looking and thinking take no time. */
function ticksFor({ verb }: Command): number {
  switch (verb) {
    case 'look around':
    case 'look at':
    case 'look in':
    case 'inventory':
    case 'task':
    case 'finish':
      return 0;
    case 'wait':
      return LONG_WAIT;
    default:
      return 1;
  }
}

function effectOf(draft: Draft, command: Command): string {
  if ('room' in command) return useDoor(draft, command);
  if ('other' in command) return pairEffect(draft, command);
  if ('thing' in command) return singleEffect(draft, command);
  switch (command.verb) {
    case 'look around':
      return 'You look around.';
    case 'inventory':
      return 'You look at what you carry.';
    case 'task':
      return 'You think about your task.';
    case 'wait':
      return 'You wait for a while.';
    case 'wait1':
      return 'You wait for a moment.';
    case 'finish':
      draft.isOver = true;
      draft.note({ kind: 'finished' });
      return 'You finish your work.';
  }
}

function singleEffect(draft: Draft, { verb, thing }: SingleCommand): string {
  switch (verb) {
    case 'look at':
      return lookAt(draft, thing);
    case 'look in':
      return lookIn(draft, thing);
    case 'open':
      return setLid(draft, thing, true);
    case 'close':
      return setLid(draft, thing, false);
    case 'activate':
      return setSwitch(draft, thing, true);
    case 'deactivate':
      return setSwitch(draft, thing, false);
    case 'pick up':
      return pickUp(draft, thing);
    case 'put down':
      return putDown(draft, thing);
    case 'focus on':
      return focusOn(draft, thing);
    case 'read':
      return read(draft, thing);
    case 'mix':
      return mix(draft, thing);
    case 'disconnect':
      return disconnect(draft, thing);
    case 'eat':
      return eat(draft, thing);
  }
}

function pairEffect(draft: Draft, { verb, thing, other }: PairCommand): string {
  switch (verb) {
    case 'move':
      return moveTo(draft, thing, other);
    case 'pour':
      return pour(draft, thing, other);
    case 'dunk':
      return dunk(draft, thing, other);
    case 'use':
      return use(draft, thing, other);
    case 'connect':
      return connect(draft, thing, other);
  }
}
