import type { Trajectory } from '../core/trajectory.ts';
import { DigestSet } from '../store/digest-set.ts';
import { walkKey } from './visits.ts';

/** Walks of which one entry of `growth` tells. */
export const GROWTH_WINDOW = 100;

/** What exploration has covered, and whether more of it still finds something new. */
export interface CoverageReport {
  readonly walks: number;
  /** Walks that did what an earlier one did on the same task. */
  readonly repeatedWalks: number;
  readonly distinctObservations: number;
  readonly distinctFinalStates: number;
  /** How the walks ended, repeated ones aside. */
  readonly ends: Readonly<Record<string, number>>;
  /** Actions of a walk, repeated ones aside. */
  readonly lengths: { readonly least: number; readonly median: number; readonly most: number };
  /** Observations that were new, for each 100 walks in their order. */
  readonly growth: readonly number[];
}

/** Counts in memory that grows with the distinct observations only. */
export class Coverage {
  readonly #observations = new DigestSet();
  readonly #finals = new DigestSet();
  readonly #walkKeys = new DigestSet();
  readonly #ends: Record<string, number> = {};
  readonly #lengths: (number | undefined)[] = [];
  readonly #growth: number[] = [];
  #walks = 0;
  #repeated = 0;

  /** Whether the walk is new: no walk before it did the same on the same task. */
  add(walk: Trajectory): boolean {
    if (!this.#walkKeys.add(walkKey(walk))) {
      this.addRepeated();
      return false;
    }
    const window = this.#count();
    this.#lengths[walk.steps.length] = (this.#lengths[walk.steps.length] ?? 0) + 1;
    this.#ends[walk.end] = (this.#ends[walk.end] ?? 0) + 1;
    const before = this.#observations.size;
    for (const { observation } of walk.steps) this.#observations.add(observation.text);
    this.#observations.add(walk.final.text);
    this.#finals.add(walk.final.text);
    this.#growth[window]! += this.#observations.size - before;
    return true;
  }

  /** Counts a walk that equals an earlier one. */
  addRepeated(): void {
    this.#count();
    this.#repeated += 1;
  }

  report(): CoverageReport {
    return {
      walks: this.#walks,
      repeatedWalks: this.#repeated,
      distinctObservations: this.#observations.size,
      distinctFinalStates: this.#finals.size,
      ends: this.#ends,
      lengths: { least: this.#quantile(0), median: this.#quantile(0.5), most: this.#quantile(1) },
      growth: this.#growth,
    };
  }

  #count(): number {
    const window = Math.floor(this.#walks / GROWTH_WINDOW);
    this.#walks += 1;
    this.#growth[window] ??= 0;
    return window;
  }

  #quantile(share: number): number {
    const wanted = Math.max(1, Math.ceil(share * this.#walkKeys.size));
    let passed = 0;
    const at = this.#lengths.findIndex((count = 0) => (passed += count) >= wanted);
    return Math.max(0, at);
  }
}

/** A few lines for people. */
export function coverageLines(report: CoverageReport): string[] {
  const { walks, repeatedWalks, distinctObservations, distinctFinalStates, lengths, growth } =
    report;
  const ends = Object.entries(report.ends).map(([end, count]) => `${count} ${end}`);
  const whole = growth.slice(0, Math.floor(walks / GROWTH_WINDOW));
  const lines = [
    `  ${distinctObservations} distinct observations, ${distinctFinalStates} final states; ${repeatedWalks} walks repeated; ends: ${ends.join(', ')}`,
    `  actions a walk: ${lengths.least} to ${lengths.most}, median ${lengths.median}`,
  ];
  if (whole.length < 2) return lines;
  const [first, last] = [whole[0]!, whole.at(-1)!];
  return [
    ...lines,
    `  the first ${GROWTH_WINDOW} walks found ${first} new observations, the last ${GROWTH_WINDOW} ${last}: ` +
      (last < first / 10 ? 'more exploring hardly pays' : 'more exploring still pays'),
  ];
}
