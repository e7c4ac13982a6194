import type { StopReason } from '../core/budget.ts';
import type { GrowingTree } from './growing-tree.ts';
import { childOf, NO_NODE } from './tree.ts';

export interface Growth {
  /** The nodes behind, in the order of their parents and actions, all of them judged. */
  readonly children: readonly number[];
  /** Why it stopped before all was done; what was done by then is in `children`, judged or not. */
  readonly stop?: StopReason | undefined;
}

/**
 * Asks for actions at these nodes, takes every one of them, and has all that is new judged in one
 * request. What a tree that is gone on with knows already is neither asked for nor taken again.
 */
export async function grow(growing: GrowingTree, nodes: readonly number[]): Promise<Growth> {
  return judged(growing, await openAll(growing, nodes));
}

/**
 * The same by blocks of several actions: `samples` begin at each of these nodes, each goes on by one
 * proposal at a time, and only where the blocks end, or the episode before them, is judged.
 */
export async function growBlocks(
  growing: GrowingTree,
  nodes: readonly number[],
  { samples, length }: { readonly samples: number; readonly length: number },
): Promise<Growth> {
  const ended: number[] = [];
  let growth = await openAll(growing, nodes, samples);
  for (let action = 1; action < length && growth.stop === undefined; action += 1) {
    const isOpen = (index: number) => growing.node(index).end === 'unfinished';
    ended.push(...growth.children.filter((index) => !isOpen(index)));
    growth = await openAll(growing, growth.children.filter(isOpen), 1);
  }
  return judged(growing, { ...growth, children: [...ended, ...growth.children] });
}

async function openAll(
  growing: GrowingTree,
  nodes: readonly number[],
  proposals?: number,
): Promise<Growth> {
  const unasked = nodes.filter((index) => growing.node(index).actions.length === 0);
  const refusal = unasked.length > 0 ? await growing.expand(unasked, proposals) : undefined;
  if (refusal !== undefined) return { children: [], stop: refusal };
  const children: number[] = [];
  let stop: StopReason | undefined;
  for (const parent of nodes) {
    for (let edge = 0; edge < growing.node(parent).actions.length; edge += 1) {
      if (stop !== undefined || growing.node(parent).end === 'failed') break;
      const known = childOf(growing.node(parent), edge);
      const child = known === NO_NODE ? await growing.open(parent, edge) : known;
      if (typeof child === 'number') children.push(child);
      else if (child !== 'diverged') stop = child;
    }
  }
  return { children, stop };
}

async function judged(growing: GrowingTree, { children, stop }: Growth): Promise<Growth> {
  const unjudged = await growing.judge(children);
  return { children, stop: stop ?? unjudged };
}

/** These nodes, most valuable first; equal ones as they came. */
export function mostValuable(growing: GrowingTree, nodes: readonly number[]): number[] {
  return [...nodes].sort(
    (a, b) => (growing.node(b).value ?? -Infinity) - (growing.node(a).value ?? -Infinity),
  );
}

/** Of these nodes, those from which one can go on, most valuable first; equal ones as they came. */
export function mostValuableOpen(growing: GrowingTree, nodes: readonly number[]): number[] {
  return mostValuable(growing, nodes).filter((index) => growing.node(index).end === 'unfinished');
}
