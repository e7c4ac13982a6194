import type { StateOfMatter } from './substance.ts';
import type { ThingId } from './world.ts';

/** Something that happened, as the world knows it; the agent sees only what a page shows. */
export type LabEvent =
  | { readonly kind: 'entered'; readonly room: ThingId }
  | { readonly kind: 'opened'; readonly thing: ThingId }
  | { readonly kind: 'activated'; readonly thing: ThingId }
  | { readonly kind: 'placed'; readonly thing: ThingId; readonly into: ThingId }
  | { readonly kind: 'focused'; readonly thing: ThingId }
  | { readonly kind: 'measured'; readonly thing: ThingId; readonly celsius: number }
  | { readonly kind: 'changed-state'; readonly thing: ThingId; readonly to: StateOfMatter }
  | { readonly kind: 'connected'; readonly thing: ThingId; readonly other: ThingId }
  | { readonly kind: 'powered'; readonly thing: ThingId; readonly loop: readonly ThingId[] }
  | { readonly kind: 'grew'; readonly thing: ThingId; readonly stage: string }
  | { readonly kind: 'made'; readonly thing: ThingId }
  | { readonly kind: 'read'; readonly thing: ThingId }
  | { readonly kind: 'finished' };
