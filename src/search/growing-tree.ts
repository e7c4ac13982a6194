import { attempt, whenReady, type Awaitable } from '../core/awaitable.ts';
import type { StopReason } from '../core/budget.ts';
import { ArmapError } from '../core/errors.ts';
import { pageOf } from '../core/observation.ts';
import type { Candidate } from '../core/planner.ts';
import type { PolicyReply, RememberedTrial } from '../core/policy.ts';
import type { Score } from '../core/reward-model.ts';
import type { TraceEvent } from '../core/trace.ts';
import { isComplete, type Trajectory } from '../core/trajectory.ts';
import { NO_USAGE } from '../core/usage.ts';
import { endedEvent, scoredEvent } from './events.ts';
import { inOrder } from './in-order.ts';
import { LiveProgress, searchFrom, type SavedSearch } from './live-progress.ts';
import { Positions, type Refusal } from './positions.ts';
import { Recorder } from './recorder.ts';
import { rollOn, type FirstProposal } from './rollout.ts';
import type { Session } from './session.ts';
import {
  addProposals,
  createTree,
  markExhausted,
  NO_NODE,
  stepsTo,
  type Tree,
  type TreeNode,
} from './tree.ts';

export interface GrowthOptions {
  /** How many proposals the policy is asked for at a node. */
  readonly proposals: number;
  readonly temperature: number;
  /** Whether the policy may be asked more than once at a node; false if absent. */
  readonly asksAgain?: boolean | undefined;
}

/**
 * A tree together with what makes it grow: the policy that proposes, the environment that takes
 * the actions, the reward that judges. Its operations work on several nodes at once and write their
 * results in the order in which the nodes were given, so the tree depends on the seed and not on
 * which call ends first. Each returns why it had to stop, if it had to, and at once where policy,
 * environment and reward answer at once.
 */
export class GrowingTree {
  /** Every trajectory that came to an end, in the order in which it was found. */
  readonly candidates: Candidate[] = [];
  readonly events: TraceEvent[] = [];
  readonly positions: Positions;
  readonly session: Session;
  /** Earlier attempts that the policy is shown from now on. */
  memory: readonly RememberedTrial[] | undefined;
  /** Whether something has finished, or the one attempt to secure it was made. */
  isSecured = false;
  readonly #scores = new Set<Score>();
  readonly #options: GrowthOptions;

  private constructor(session: Session, positions: Positions, options: GrowthOptions) {
    this.session = session;
    this.positions = positions;
    this.#options = options;
  }

  /** A tree that begins at the start, or where the problem's progress ends. */
  static async plant(session: Session, options: GrowthOptions): Promise<GrowingTree> {
    const { progress } = session.problem;
    if (progress !== undefined) {
      const growing = await GrowingTree.replant(session, options, searchFrom(progress));
      const { tree, candidates, positions } = growing;
      if (progress instanceof LiveProgress) {
        progress.search = { tree, candidates, observations: positions.observations };
      }
      return growing;
    }
    const positions = await Positions.open(session, (start) => createTree(pageOf(start)));
    return new GrowingTree(session, positions, options);
  }

  /** Goes on with a tree that was saved, and what it had found. */
  static async replant(
    session: Session,
    options: GrowthOptions,
    { tree, candidates, observations }: SavedSearch,
  ): Promise<GrowingTree> {
    const positions = await Positions.reopen(session, tree, observations);
    const growing = new GrowingTree(session, positions, options);
    growing.candidates.push(...candidates);
    growing.isSecured = candidates.some(({ trajectory }) => isComplete(trajectory));
    return growing;
  }

  get tree(): Tree {
    return this.positions.tree;
  }

  /** What happened since this was last asked. */
  takeEvents(): readonly TraceEvent[] {
    return this.events.splice(0);
  }

  node(index: number): TreeNode {
    return this.tree.nodes[index]!;
  }

  /**
   * Asks the policy for actions at each of these nodes, `count` of them if not as many as usual. A
   * node at which it fails, or has nothing to say, has failed.
   */
  expand(
    nodes: readonly number[],
    count = this.#options.proposals,
  ): Awaitable<StopReason | undefined> {
    const [first] = nodes;
    if (first === undefined || nodes.length > 1) return this.#expandAll(nodes, count);
    return whenReady(this.#propose(first, count), (reply) => this.#settle(first, reply));
  }

  /** Takes an action of a node; the index of the node behind it, or why there is none. */
  open(parent: number, edge: number): Awaitable<number | Refusal> {
    return whenReady(this.positions.take(parent, edge), (child) => {
      if (child === 'diverged') this.#fail(parent, 'the environment did not repeat itself');
      return child;
    });
  }

  /** Scores the trajectories that end at these nodes, in one request; those scored before are not. */
  judge(nodes: readonly number[]): Awaitable<StopReason | undefined> {
    // Each node is another sequence of actions, so none of these was scored before.
    return this.#judge(nodes, (trajectories) => this.session.scoreNew(trajectories));
  }

  /**
   * Follows the policy from each of these nodes to an end and scores what comes of it. A node's
   * value becomes what the objective says of that; it stays null where the policy failed. A node
   * that is an end itself is judged as it is.
   */
  async rollOut(
    nodes: readonly number[],
    options: { readonly temperature: number },
  ): Promise<StopReason | undefined> {
    const open = nodes.filter((index) => this.node(index).end === 'unfinished');
    // A rollout may have come to the same end before, so these are looked up.
    const refusal = await this.#judge(
      nodes.filter((index) => !open.includes(index)),
      (trajectories) => this.session.score(trajectories),
    );
    if (refusal !== undefined) return refusal;
    const { concurrency } = this.session.problem;
    const atOnce = this.positions.isConcurrent ? concurrency : 1;
    const run = (place: number) => this.#rollOutFrom(open[place]!, options.temperature);
    const ended: Trajectory[] = [];
    let stop: StopReason | undefined;
    for await (const result of inOrder(open.length, atOnce, run)) {
      if (typeof result === 'string') stop ??= result;
      else ended.push(result);
    }
    if (stop !== undefined) return stop;
    const judged = ended.filter(({ end }) => end !== 'failed');
    const scores = await this.session.score(judged);
    if (typeof scores === 'string') return scores;
    ended.forEach((trajectory, place) => {
      const score = scores[judged.indexOf(trajectory)];
      const value = this.#found(trajectory, score);
      this.node(open[place]!).value = value;
      if (value !== null) this.#tellOf(open[place]!, value);
    });
    return undefined;
  }

  /** The trajectory that ends at a node. */
  trajectoryAt(index: number): Trajectory {
    const { benchmark, taskId, intent } = this.session.problem;
    const { page, end, facts, depth } = this.node(index);
    return {
      id: `${taskId}/node-${index}`,
      benchmark,
      taskId,
      intent,
      steps: stepsTo(this.tree, index),
      final: page,
      end,
      facts: { ...facts, actions: depth },
      // What a shared search cost cannot be divided over its trajectories.
      usage: NO_USAGE,
    };
  }

  async close(): Promise<void> {
    await this.positions.close();
  }

  async #expandAll(nodes: readonly number[], count: number): Promise<StopReason | undefined> {
    const { concurrency } = this.session.problem;
    const ask = async (place: number) => this.#propose(nodes[place]!, count);
    let stop: StopReason | undefined;
    let place = 0;
    for await (const reply of inOrder(nodes.length, concurrency, ask)) {
      const index = nodes[place]!;
      place += 1;
      if (stop === undefined) stop = this.#settle(index, reply);
    }
    return stop;
  }

  #judge(
    nodes: readonly number[],
    score: (trajectories: readonly Trajectory[]) => Awaitable<readonly Score[] | StopReason>,
  ): Awaitable<StopReason | undefined> {
    const unjudged = nodes.filter((index) => this.node(index).value === null);
    if (unjudged.length === 0) return undefined;
    const trajectories = unjudged.map((index) => this.trajectoryAt(index));
    return whenReady(score(trajectories), (scores) => {
      if (typeof scores === 'string') return scores;
      this.#writeValues(unjudged, trajectories, scores);
      return undefined;
    });
  }

  #writeValues(
    nodes: readonly number[],
    trajectories: readonly Trajectory[],
    scores: readonly Score[],
  ): void {
    nodes.forEach((index, place) => {
      const node = this.node(index);
      const trajectory = trajectories[place]!;
      const objective = this.session.problem.objective.evaluate(scores[place]!, trajectory.facts);
      node.value = objective.total;
      this.#tellOf(index, node.value);
      if (node.end !== 'unfinished') this.#found(trajectory, scores[place]);
    });
    for (const index of nodes) {
      if (this.node(index).end !== 'unfinished') markExhausted(this.tree, index);
    }
  }

  #propose(index: number, count: number): Awaitable<PolicyReply | StopReason | ArmapError> {
    const { temperature } = this.#options;
    const label = `expand-${index}-${this.node(index).asks}`;
    const context = {
      steps: stepsTo(this.tree, index),
      observation: this.positions.observationAt(index),
      memory: this.memory,
      rng: this.session.problem.rng.fork(label),
    };
    return attempt<PolicyReply | StopReason, PolicyReply | StopReason | ArmapError>(
      () => this.session.propose(context, { count, temperature }),
      (reply) => reply,
      (error) => {
        if (ArmapError.isInstance(error)) return error;
        throw error;
      },
    );
  }

  #tellOf(index: number, value: number): void {
    const { parent, edge, end } = this.node(index);
    if (parent === NO_NODE) return;
    const action = this.node(parent).actions[edge]!;
    this.events.push({ type: 'node-judged', node: index, parent, action, end, value });
  }

  #settle(index: number, reply: PolicyReply | StopReason | ArmapError): StopReason | undefined {
    if (typeof reply === 'string') return reply;
    if (reply instanceof ArmapError) this.#fail(index, reply.message);
    else this.#addActions(index, reply);
    return undefined;
  }

  #addActions(index: number, reply: PolicyReply): void {
    const node = this.node(index);
    addProposals(node, reply.proposals);
    if (this.#options.asksAgain !== true) this.positions.forget(index);
    this.events.push({ type: 'node-expanded', node: index, actions: node.actions });
    if (node.actions.length === 0) this.#fail(index, 'the policy proposed no action');
  }

  /** Nothing can be done from this node. What led there is kept among the candidates. */
  #fail(index: number, failure: string): void {
    const node = this.node(index);
    node.end = 'failed';
    markExhausted(this.tree, index);
    this.#found({ ...this.trajectoryAt(index), failure });
  }

  async #rollOutFrom(index: number, temperature: number): Promise<Trajectory | StopReason> {
    const from = this.trajectoryAt(index);
    const environment = await this.positions.environmentAt(index);
    if (environment === 'diverged') {
      return { ...from, end: 'failed', failure: 'the environment did not repeat itself' };
    }
    if (typeof environment === 'string') return environment;
    try {
      const id = `${from.taskId}/rollout-${index}`;
      const recorder = new Recorder({ ...from, id }, this.positions.observationAt(index), from);
      const rng = this.session.problem.rng.fork(`rollout-${index}`);
      const first = this.#likeliest(index);
      const { memory } = this;
      return await rollOn(this.session, environment, recorder, { temperature, rng, first, memory });
    } finally {
      await this.positions.release(environment);
    }
  }

  /** At a node whose actions are known already, the policy need not be asked for the first. */
  #likeliest(index: number): FirstProposal | undefined {
    const node = this.node(index);
    if (node.actions.length === 0) return undefined;
    const edge = node.priors === null ? 0 : node.priors.indexOf(Math.max(...node.priors));
    const proposal = { action: node.actions[edge]!, thought: node.thoughts?.[edge] };
    return { proposal, usage: NO_USAGE };
  }

  #found(trajectory: Trajectory, score?: Score): number | null {
    if (score === undefined) {
      this.events.push(endedEvent(trajectory));
      this.candidates.push({ trajectory });
      return null;
    }
    const objective = this.session.problem.objective.evaluate(score, trajectory.facts);
    // The same score object again means the same trajectory again.
    if (this.#scores.has(score)) return objective.total;
    this.#scores.add(score);
    this.isSecured ||= isComplete(trajectory);
    this.events.push(endedEvent(trajectory));
    this.candidates.push({ trajectory, score, objective });
    this.events.push(scoredEvent(trajectory, score));
    return objective.total;
  }
}
