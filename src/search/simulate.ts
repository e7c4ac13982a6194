import { whenReady, type Awaitable } from '../core/awaitable.ts';
import type { StopReason } from '../core/budget.ts';
import { backUp, markInFlight } from './backup.ts';
import type { EventBatches } from './events.ts';
import type { GrowingTree } from './growing-tree.ts';
import { secureEnd } from './secure-end.ts';
import type { SelectEdge } from './selection.ts';
import { childOf, NO_NODE, type TreeNode } from './tree.ts';

/** What makes one Monte-Carlo tree search differ from another. */
export interface SimulationRules {
  /** Which action a simulation follows. It is asked only where something new may be found. */
  readonly select: SelectEdge;
  /** Whether the policy should be asked again at a node that has actions; never if absent. */
  readonly widen?: ((node: TreeNode) => boolean) | undefined;
  /**
   * `prefix`: a new node is worth what the reward says of the way there. `rollout`: what it says of
   * the end to which the policy leads from there.
   */
  readonly evaluate: 'prefix' | 'rollout';
  readonly rolloutTemperature?: number | undefined;
  /** Per action, on the way back to the root; 1 if absent. */
  readonly discount?: number | undefined;
  /**
   * Simulations under way at once; they avoid each other by virtual loss. It changes the tree, so it
   * is not the concurrency: equal `leaves` give equal trees at any concurrency. 1 if absent.
   */
  readonly leaves?: number | undefined;
}

/** Simulations between two batches of events. */
const SIMULATIONS_PER_BATCH = 64;

/** A simulation on its way down. */
interface Flight {
  at: number;
  /** Reached a node to be valued; else it waits there for actions. */
  arrived: boolean;
}

/**
 * Runs simulations: each goes down the tree by `select`, takes one new action at its end, values
 * the new node, and hands the value back to the root. Ends with `completed` after `count`, or when
 * nothing new can be found.
 */
export async function* simulate(
  growing: GrowingTree,
  rules: SimulationRules,
  count: number,
): EventBatches<StopReason> {
  const { tree } = growing;
  const { leaves = 1 } = rules;
  let nextBatch = SIMULATIONS_PER_BATCH;
  for (let done = 0; done < count && !tree.nodes[tree.root]!.exhausted;) {
    if (!growing.isSecured) await secureEnd(growing);
    const wave = Math.min(leaves, count - done);
    const ended = wave === 1 ? runOne(growing, rules) : runWave(growing, rules, wave);
    const stop = ended instanceof Promise ? await ended : ended;
    done += wave;
    if (stop !== undefined || done >= nextBatch) {
      yield growing.takeEvents();
      nextBatch = done + SIMULATIONS_PER_BATCH;
    }
    if (stop !== undefined) return stop;
  }
  yield growing.takeEvents();
  return 'completed';
}

/** A step of a simulation: why the search has to stop, if it has to. */
type Move = () => Awaitable<StopReason | undefined>;

/** A wave of one: what `runWave` does, without what several simulations need to get along. */
function runOne(growing: GrowingTree, rules: SimulationRules): Awaitable<StopReason | undefined> {
  const flight = { at: growing.tree.root, arrived: false };
  return inTurn([
    () => descend(growing, rules, flight, true),
    () => (flight.arrived ? undefined : growing.expand([flight.at])),
    () => (flight.arrived ? undefined : descend(growing, rules, flight, false)),
    () => value(growing, rules, [flight.at]),
    () => {
      handBack(growing, rules, flight.at);
      return undefined;
    },
  ]);
}

/** Makes moves until one of them stops the search. Waits only for those that take time. */
function inTurn(moves: readonly Move[], first = 0): Awaitable<StopReason | undefined> {
  for (let place = first; place < moves.length; place += 1) {
    const stop = moves[place]!();
    if (stop instanceof Promise) return stop.then((reason) => reason ?? inTurn(moves, place + 1));
    if (stop !== undefined) return stop;
  }
  return undefined;
}

async function runWave(
  growing: GrowingTree,
  rules: SimulationRules,
  count: number,
): Promise<StopReason | undefined> {
  const { tree } = growing;
  const flights: Flight[] = [];
  try {
    for (let index = 0; index < count; index += 1) {
      const flight = { at: tree.root, arrived: false };
      const stop = await descend(growing, rules, flight, true);
      markInFlight(tree, flight.at, 1);
      flights.push(flight);
      if (stop !== undefined) return stop;
    }
    const waiting = flights.filter(({ arrived }) => !arrived);
    if (waiting.length > 0) {
      const nodes = [...new Set(waiting.map(({ at }) => at))];
      const stop = await growing.expand(nodes);
      if (stop !== undefined) return stop;
      for (const flight of waiting) {
        markInFlight(tree, flight.at, -1);
        const refusal = await descend(growing, rules, flight, false);
        markInFlight(tree, flight.at, 1);
        if (refusal !== undefined) return refusal;
      }
    }
    const stop = await value(growing, rules, [...new Set(flights.map(({ at }) => at))]);
    if (stop !== undefined) return stop;
  } finally {
    for (const { at } of flights) markInFlight(tree, at, -1);
  }
  for (const { at } of flights) handBack(growing, rules, at);
  return undefined;
}

function handBack(growing: GrowingTree, { discount }: SimulationRules, at: number): void {
  const { tree, events } = growing;
  const node = tree.nodes[at]!;
  // A node that failed counts as the worst that was seen.
  backUp(tree, at, node.value ?? tree.lowest ?? 0, discount);
  events.push({ type: 'simulation-ended', node: at, value: node.value });
}

/** Goes down until a new node was opened, or to a node that has no actions yet. */
function descend(
  growing: GrowingTree,
  rules: SimulationRules,
  flight: Flight,
  mayWiden: boolean,
): Awaitable<StopReason | undefined> {
  const { tree } = growing;
  for (;;) {
    const node = tree.nodes[flight.at]!;
    if (node.exhausted) break;
    if (node.actions.length === 0 || (mayWiden && rules.widen?.(node) === true)) return undefined;
    const edge = rules.select(tree, flight.at);
    const known = childOf(node, edge);
    if (known === NO_NODE) return open(growing, flight, edge);
    flight.at = known;
    // Opened by another simulation of this wave: this one waits for the same value.
    if (tree.nodes[known]!.visits === 0) break;
  }
  flight.arrived = true;
  return undefined;
}

function open(
  growing: GrowingTree,
  flight: Flight,
  edge: number,
): Awaitable<StopReason | undefined> {
  return whenReady(growing.open(flight.at, edge), (child) => {
    if (typeof child === 'number') flight.at = child;
    else if (child !== 'diverged') return child;
    flight.arrived = true;
    return undefined;
  });
}

/** Has those of these nodes valued that have no value yet; a node that failed never gets one. */
function value(
  growing: GrowingTree,
  rules: SimulationRules,
  nodes: readonly number[],
): Awaitable<StopReason | undefined> {
  const fresh = nodes.filter((index) => {
    const { value: known, end } = growing.node(index);
    return known === null && end !== 'failed';
  });
  if (fresh.length === 0) return undefined;
  if (rules.evaluate === 'prefix') return growing.judge(fresh);
  return growing.rollOut(fresh, { temperature: rules.rolloutTemperature ?? 0 });
}
