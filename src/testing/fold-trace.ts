import type { TraceEvent } from '../core/trace.ts';

/** A node of a search, as its events tell of it. */
export interface TracedNode {
  readonly node: number;
  readonly parent: number;
  readonly action: string;
  readonly end: string;
  readonly value: number;
  /** Simulations that ended here. */
  arrivals: number;
  /** What the policy proposed here; absent before it was asked. */
  actions?: readonly string[];
}

/** The tree that a trace tells of, in the order in which its nodes were valued. */
export function foldTrace(events: readonly TraceEvent[]): TracedNode[] {
  const nodes = new Map<number, TracedNode>();
  for (const event of events) {
    if (event.type === 'node-judged') {
      const { node, parent, action, end, value } = event;
      nodes.set(node, { node, parent, action, end, value, arrivals: 0 });
    } else if (event.type === 'node-expanded') {
      const known = nodes.get(event.node);
      if (known !== undefined) known.actions = event.actions;
    } else if (event.type === 'simulation-ended') {
      const known = nodes.get(event.node);
      if (known !== undefined) known.arrivals += 1;
    }
  }
  return [...nodes.values()];
}
