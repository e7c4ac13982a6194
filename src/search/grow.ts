import type { StopReason } from '../core/budget.ts';
import type { GrowingTree } from './growing-tree.ts';

export interface Growth {
  /** The nodes that are new, in the order of their parents and actions, all of them judged. */
  readonly children: readonly number[];
  /** Why it stopped before all was done; what was done by then is in `children`, judged or not. */
  readonly stop?: StopReason | undefined;
}

/**
 * Asks for actions at these nodes, takes every one of them, and has all that is new judged in one
 * request.
 */
export async function grow(growing: GrowingTree, nodes: readonly number[]): Promise<Growth> {
  const refusal = await growing.expand(nodes);
  if (refusal !== undefined) return { children: [], stop: refusal };
  const children: number[] = [];
  let stop: StopReason | undefined;
  for (const parent of nodes) {
    for (let edge = 0; edge < growing.node(parent).actions.length; edge += 1) {
      if (stop !== undefined || growing.node(parent).end === 'failed') break;
      const child = await growing.open(parent, edge);
      if (typeof child === 'number') children.push(child);
      else if (child !== 'diverged') stop = child;
    }
  }
  const unjudged = await growing.judge(children);
  stop ??= unjudged;
  return stop === undefined ? { children } : { children, stop };
}

/** Of these nodes, those from which one can go on, most valuable first; equal ones as they came. */
export function mostValuableOpen(growing: GrowingTree, nodes: readonly number[]): number[] {
  return nodes
    .filter((index) => growing.node(index).end === 'unfinished')
    .sort((a, b) => (growing.node(b).value ?? -Infinity) - (growing.node(a).value ?? -Infinity));
}
