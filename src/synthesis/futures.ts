import type { Hindsight } from '../core/hindsight.ts';
import { prefixOf, type Trajectory } from '../core/trajectory.ts';

interface Situation {
  visits: number;
  /** How often each next situation, or outcome where the walk ended, came next. */
  readonly next: Map<string, number>;
  /** Every outcome that some walk reached from here, directly or over a situation in between. */
  readonly outcomes: Set<string>;
}

/**
 * What exploration has seen come of each situation. Walks through the same situation share their
 * futures, also when they began in different tasks. No solver and no true score is asked.
 */
export class Futures {
  readonly #situations = new Map<string, Situation>();
  readonly #coverage = new Map<string, number>();

  readonly #hindsight: Pick<Hindsight, 'situation' | 'outcome'>;
  #isPropagated = true;

  constructor(walks: Iterable<Trajectory>, hindsight: Pick<Hindsight, 'situation' | 'outcome'>) {
    this.#hindsight = hindsight;
    for (const walk of walks) this.add(walk);
  }

  /** Whether some walk from this situation came to this outcome. */
  canReach(situation: string, outcome: string): boolean {
    if (!this.#isPropagated) this.#propagate();
    this.#isPropagated = true;
    return this.#situations.get(situation)?.outcomes.has(outcome) ?? false;
  }

  /**
   * Estimates which share of the futures of a situation has been seen, 0 to 1. At each situation
   * it is one minus the share of continuations seen only once (Good 1953, the Good-Turing
   * estimate of the unseen mass), multiplied along the way. The next visit is counted as if it
   * brought something new, so that few visits never look like full coverage.
   */
  coverage(situation: string): number {
    const known = this.#coverage.get(situation);
    if (known !== undefined) return known;
    const here = this.#situations.get(situation);
    if (here === undefined) return 0;
    // A loop back to here adds nothing unseen, so it counts as fully covered meanwhile.
    this.#coverage.set(situation, 1);
    let seenOnce = 0;
    let ahead = 0;
    for (const [next, count] of here.next) {
      if (count === 1) seenOnce += 1;
      ahead += count * (this.#situations.has(next) ? this.coverage(next) : 1);
    }
    const coverage = (1 - (seenOnce + 1) / (here.visits + 1)) * (ahead / here.visits);
    this.#coverage.set(situation, coverage);
    return coverage;
  }

  /** All walks are added before the first question. */
  add(walk: Trajectory): void {
    const hindsight = this.#hindsight;
    this.#isPropagated = false;
    const outcome = hindsight.outcome(walk);
    if (outcome === undefined) return;
    const passed: string[] = [];
    for (let length = 1; length < walk.steps.length; length += 1) {
      const situation = hindsight.situation(prefixOf(walk, length));
      if (situation !== undefined && situation !== passed.at(-1)) passed.push(situation);
    }
    passed.forEach((key, index) => {
      const situation = this.#situations.get(key) ?? {
        visits: 0,
        next: new Map<string, number>(),
        outcomes: new Set<string>(),
      };
      this.#situations.set(key, situation);
      situation.visits += 1;
      const next = passed[index + 1] ?? `outcome ${outcome}`;
      situation.next.set(next, (situation.next.get(next) ?? 0) + 1);
      situation.outcomes.add(outcome);
    });
  }

  /** Hands outcomes back to the situations before, until nothing changes. */
  #propagate(): void {
    const before = new Map<string, Set<string>>();
    for (const [key, { next }] of this.#situations) {
      for (const successor of next.keys()) {
        if (!this.#situations.has(successor)) continue;
        const keys = before.get(successor) ?? new Set();
        before.set(successor, keys.add(key));
      }
    }
    const changed = new Set(this.#situations.keys());
    for (const key of changed) {
      changed.delete(key);
      const { outcomes } = this.#situations.get(key)!;
      for (const predecessor of before.get(key) ?? []) {
        const target = this.#situations.get(predecessor)!.outcomes;
        const size = target.size;
        for (const outcome of outcomes) target.add(outcome);
        // Deleting and adding moves it to the end of the running iteration.
        if (target.size === size) continue;
        changed.delete(predecessor);
        changed.add(predecessor);
      }
    }
  }
}
