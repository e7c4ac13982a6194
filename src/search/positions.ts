import { whenReady, type Awaitable } from '../core/awaitable.ts';
import type { StopReason } from '../core/budget.ts';
import type { Environment, StepResult } from '../core/environment.ts';
import { pageOf, type Observation, type Page } from '../core/observation.ts';
import type { Session } from './session.ts';
import { actionsTo, addChild, NO_NODE, type Tree } from './tree.ts';

/** A replayed page that is not the one seen first: the environment does not repeat itself. */
export interface Divergence {
  readonly node: number;
  readonly expected: string;
  readonly seen: string;
}

/** Why a node could not be moved from. After `diverged` nothing was done there. */
export type Refusal = StopReason | 'diverged';

/**
 * Takes actions from any node of a tree in the cheapest way that the environment allows: from a
 * clone kept at each node, from a snapshot kept at each node, or in one environment that goes on
 * where it stands and else is reset and replayed, every page checked. Every step is paid for.
 */
export class Positions {
  readonly divergences: Divergence[] = [];
  readonly #session: Session;
  readonly #tree: Tree;
  /** Clones or snapshots, by node; where one is missing, the way there is replayed. */
  readonly #kept: unknown[] = [];
  /** The one environment of kinds other than `clone`, and the node at which it stands. */
  #live: { readonly environment: Environment; at: number } | undefined;
  /** What may be done at the nodes that are not expanded yet. */
  readonly observations: (Observation | undefined)[] = [];

  private constructor(session: Session, tree: Tree) {
    this.#session = session;
    this.#tree = tree;
  }

  /** Opens the task; the tree's first node is where it begins. */
  static async open(session: Session, treeOf: (start: Observation) => Tree): Promise<Positions> {
    const environment = session.problem.openEnvironment();
    const start = await environment.reset({ signal: session.problem.signal });
    const positions = new Positions(session, treeOf(start));
    positions.observations[0] = start;
    await positions.#keep(0, environment);
    return positions;
  }

  /** Goes on with a tree that was saved. What is not kept any more is replayed when it is needed. */
  static async reopen(
    session: Session,
    tree: Tree,
    observations: readonly (Observation | undefined)[] = [],
  ): Promise<Positions> {
    const positions = new Positions(session, tree);
    positions.observations.push(...observations);
    const environment = session.problem.openEnvironment();
    const start = await environment.reset({ signal: session.problem.signal });
    const divergence = positions.#compare(0, start);
    if (divergence === undefined) await positions.#keep(0, environment);
    else await environment.close();
    return positions;
  }

  /** Whether several environments may stand at several nodes at once. */
  get isConcurrent(): boolean {
    return this.#live === undefined;
  }

  get tree(): Tree {
    return this.#tree;
  }

  /** What is seen at a node, with the available actions as far as they are still needed. */
  observationAt(index: number): Observation {
    return this.observations[index] ?? this.#tree.nodes[index]!.page;
  }

  /** Forgets the available actions of a node that has been asked for. */
  forget(index: number): void {
    this.observations[index] = undefined;
  }

  /**
   * Takes an action of a node and adds the node to which it leads; returns its index. An action that
   * cannot be taken back is not taken: the node behind it is an end, `pending`, on the same page.
   */
  take(from: number, edge: number): Awaitable<number | Refusal> {
    const node = this.#tree.nodes[from]!;
    const action = node.actions[edge]!;
    return whenReady(this.environmentAt(from), (environment) => {
      if (typeof environment === 'string') return environment;
      if (environment.isIrreversible?.(action) === true) {
        const { page, facts } = node;
        const child = addChild(this.#tree, from, edge, { page, facts, end: 'pending' });
        return whenReady(this.#putBack(from, environment), () => child);
      }
      return whenReady(this.#session.step(environment, action), (result) =>
        typeof result === 'string'
          ? whenReady(this.release(environment), () => result)
          : this.#arrive(from, edge, environment, result),
      );
    });
  }

  /**
   * An environment that stands at this node, to be used up: whoever gets it closes it with
   * `release`. Of kinds other than `clone` there is one only, so use it before the next call.
   */
  environmentAt(index: number): Awaitable<Environment | Refusal> {
    const kept = this.#kept[index];
    if (this.#live === undefined) {
      return kept === undefined ? this.#reopenAt(index) : cloneOf(kept as Environment);
    }
    const { environment, at } = this.#live;
    this.#live.at = NO_NODE;
    if (at === index) return environment;
    if (environment.branching.kind === 'snapshot' && kept !== undefined) {
      return environment.branching.restore(kept).then(() => environment);
    }
    return this.#replay(environment, index).then((refusal) => refusal ?? environment);
  }

  /** Gives back what `environmentAt` lent. */
  release(environment: Environment): Awaitable<void> {
    if (environment !== this.#live?.environment) return environment.close();
  }

  /** Gives back an environment with which nothing was done. */
  #putBack(index: number, environment: Environment): Awaitable<void> {
    if (environment !== this.#live?.environment) return environment.close();
    this.#live.at = index;
  }

  async close(): Promise<void> {
    if (this.#live !== undefined) return this.#live.environment.close();
    for (const environment of this.#kept) await (environment as Environment | undefined)?.close();
  }

  /** Adds the node at which the environment stands after an action. */
  #arrive(
    from: number,
    edge: number,
    environment: Environment,
    { observation, done, facts }: StepResult,
  ): Awaitable<number> {
    const page = pageOf(observation);
    const isLast = this.#tree.nodes[from]!.depth + 1 >= this.#session.problem.maxSteps;
    const end = done ? 'finished' : isLast ? 'truncated' : 'unfinished';
    const child = addChild(this.#tree, from, edge, { page, facts, end });
    if (end !== 'unfinished') return whenReady(this.release(environment), () => child);
    if (page !== observation) this.observations[child] = observation;
    return whenReady(this.#keep(child, environment), () => child);
  }

  #keep(index: number, environment: Environment): Awaitable<void> {
    const { branching } = environment;
    if (branching.kind === 'clone') {
      this.#kept[index] = environment;
      return;
    }
    this.#live = { environment, at: index };
    if (branching.kind === 'replay') return;
    return whenReady(branching.save(), (saved) => {
      this.#kept[index] = saved;
    });
  }

  /** A search read back from JSON has no clones: the way is taken once more. */
  async #reopenAt(index: number): Promise<Environment | Refusal> {
    const environment = this.#session.problem.openEnvironment();
    const refusal = await this.#replay(environment, index);
    if (refusal !== undefined) {
      await environment.close();
      return refusal;
    }
    this.#kept[index] = environment;
    return cloneOf(environment);
  }

  async #replay(environment: Environment, index: number): Promise<Refusal | undefined> {
    const start = await environment.reset({ signal: this.#session.problem.signal });
    let page: Page = start;
    let at = 0;
    for (const action of actionsTo(this.#tree, index)) {
      const divergence = this.#compare(at, page);
      if (divergence !== undefined) return divergence;
      const result: StepResult | StopReason = await this.#session.step(environment, action);
      if (typeof result === 'string') return result;
      const node = this.#tree.nodes[at]!;
      at = node.children![node.actions.indexOf(action)]!;
      page = result.observation;
    }
    return this.#compare(at, page);
  }

  #compare(node: number, seen: Page): 'diverged' | undefined {
    const expected = this.#tree.nodes[node]!.page;
    if (this.#session.repeats(expected, seen)) return undefined;
    this.divergences.push({ node, expected: expected.text, seen: seen.text });
    return 'diverged';
  }
}

function cloneOf(environment: Environment): Environment {
  const { branching } = environment;
  if (branching.kind !== 'clone') throw new Error('The environment changed how it branches');
  return branching.clone();
}
