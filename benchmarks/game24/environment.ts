import type { Branching, Environment, StepResult } from '../../src/core/environment.ts';
import type { Observation } from '../../src/core/observation.ts';
import { formatTiles, legalMoves, readStep, type Tile } from './moves.ts';
import type { Puzzle } from './puzzle.ts';
import { compare, integer } from './rational.ts';

interface State {
  readonly tiles: readonly Tile[];
  readonly actions: number;
  readonly done: boolean;
}

/**
 * Steps `a op b = c (left: ...)` until `Answer: EXPRESSION` ends the game, at any time. An answer
 * is recorded and not judged: what it is worth is for the grader alone. Pure state, so a clone
 * costs one object.
 */
export class Game24Environment implements Environment {
  readonly #puzzle: Puzzle;
  #state: State;

  constructor(puzzle: Puzzle) {
    this.#puzzle = puzzle;
    this.#state = startOf(puzzle);
  }

  /** Made on demand: a search keeps one environment a node. */
  get branching(): Branching {
    return { kind: 'clone', clone: () => this.#clone() };
  }

  reset(): Observation {
    this.#state = startOf(this.#puzzle);
    return observe(this.#state.tiles, leftLine(this.#state.tiles));
  }

  step(action: string): StepResult {
    if (this.#state.done) throw new Error('The episode is over; reset before the next step');
    const { tiles } = this.#state;
    const actions = this.#state.actions + 1;
    const answer = readAnswer(action);
    if (answer !== undefined) {
      this.#state = { tiles, actions, done: true };
      return { observation: { text: `answered: ${answer}` }, done: true, facts: { actions } };
    }
    const reading = readStep(tiles, action);
    const left = 'left' in reading ? reading.left : tiles;
    this.#state = { tiles: left, actions, done: false };
    const text =
      'left' in reading
        ? leftLine(left)
        : `not a legal step: ${reading.problem}; ${leftLine(left)}`;
    return { observation: observe(left, text), done: false, facts: { actions } };
  }

  close(): void {
    // Nothing to release.
  }

  #clone(): Game24Environment {
    const copy = new Game24Environment(this.#puzzle);
    copy.#state = this.#state;
    return copy;
  }
}

/** The expression of an answering action, on one line; undefined when it is no answer. */
export function readAnswer(action: string): string | undefined {
  const match = /^\s*answer\s*:\s*(.*?)\s*$/is.exec(action);
  return match?.[1];
}

function startOf(puzzle: Puzzle): State {
  const tiles = puzzle.numbers
    .map((number): Tile => ({ value: integer(number), expression: String(number) }))
    .sort((a, b) => compare(a.value, b.value));
  return { tiles, actions: 0, done: false };
}

function leftLine(tiles: readonly Tile[]): string {
  return `left: ${formatTiles(tiles)}`;
}

function observe(tiles: readonly Tile[], text: string): Observation {
  let listed: readonly string[] | undefined;
  return {
    text,
    // Listed on demand: a search that asks a policy of its own never pays for it.
    get availableActions() {
      listed ??=
        tiles.length === 1
          ? [`Answer: ${tiles[0]!.expression}`]
          : legalMoves(tiles).map((move) => move.action);
      return listed;
    },
  };
}
