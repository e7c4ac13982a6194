import type { Episode, Opening, Reply } from './simulator.ts';

/**
 * A moment of an episode: what the actions so far have led to. Moments of one episode form a tree in
 * which each is known by its actions alone, so that standing at one is holding a pointer to it.
 */
export interface Moment {
  readonly episode: Episode;
  readonly before?: { readonly moment: Moment; readonly action: string } | undefined;
  readonly depth: number;
  readonly reply: Reply;
  /** What the simulator would accept here, where that was asked for. */
  readonly validActions?: readonly string[] | undefined;
  /** What is known to come next, by action; also what is being found out. */
  readonly next: Map<string, Moment | Promise<Moment>>;
}

/** Where an episode begins. */
export interface Beginning extends Moment {
  readonly reply: Opening;
}

export function beginning(
  episode: Episode,
  reply: Opening,
  validActions?: readonly string[],
): Beginning {
  return { episode, depth: 0, reply, validActions, next: new Map() };
}

export function momentAfter(
  moment: Moment,
  action: string,
  reply: Reply,
  validActions?: readonly string[],
): Moment {
  return {
    episode: moment.episode,
    before: { moment, action },
    depth: moment.depth + 1,
    reply,
    validActions,
    next: new Map(),
  };
}

/** The moments from the beginning to this one, both included. */
export function wayTo(moment: Moment): Moment[] {
  const way = [moment];
  for (let { before } = moment; before !== undefined; before = before.moment.before) {
    way.push(before.moment);
  }
  return way.reverse();
}

/** How many actions lead from one moment to another; undefined when none do. */
export function distance(from: Moment, to: Moment): number | undefined {
  let at = to;
  while (at.depth > from.depth) at = at.before!.moment;
  return at === from ? to.depth - from.depth : undefined;
}

/** Names an episode. */
export function episodeKey({ task, variation, simplifications }: Episode): string {
  return `${task}/${variation}/${simplifications}`;
}
