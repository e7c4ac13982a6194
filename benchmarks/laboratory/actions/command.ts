import type { ThingId } from '../world/world.ts';

/** What is done to one thing. */
export const SINGLE_VERBS = [
  'look at',
  'look in',
  'open',
  'close',
  'activate',
  'deactivate',
  'pick up',
  'put down',
  'focus on',
  'read',
  'mix',
  'disconnect',
  'eat',
] as const;

/** What is done with one thing and another one, with the word between them. */
export const PAIR_VERBS = {
  move: 'to',
  pour: 'into',
  dunk: 'in',
  use: 'on',
  connect: 'to',
} as const;

/** What stands alone. */
export const LONE_VERBS = ['look around', 'inventory', 'task', 'wait', 'wait1', 'finish'] as const;

export type SingleVerb = (typeof SINGLE_VERBS)[number];
export type PairVerb = keyof typeof PAIR_VERBS;
export type LoneVerb = (typeof LONE_VERBS)[number];

/** An action that the laboratory understands. Whether it comes to anything is another matter. */
export type Command =
  | { readonly verb: LoneVerb }
  | { readonly verb: 'go to' | 'open door to' | 'close door to'; readonly room: ThingId }
  | { readonly verb: SingleVerb; readonly thing: ThingId }
  | { readonly verb: PairVerb; readonly thing: ThingId; readonly other: ThingId };

export type SingleCommand = Extract<Command, { readonly verb: SingleVerb }>;
export type PairCommand = Extract<Command, { readonly verb: PairVerb }>;
export type DoorCommand = Extract<Command, { readonly room: ThingId }>;
