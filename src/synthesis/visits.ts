import { hash } from 'node:crypto';
import type { Trajectory } from '../core/trajectory.ts';

/**
 * Walks of one block see the same counts, those after the block before. So what a walk does depends
 * on its number and the blocks before it, however many walk at once and wherever a run broke off.
 */
export const WALKS_PER_BLOCK = 64;

/** How often pages were seen, and to which page an action led where it was tried before. */
export class Visits {
  readonly #pages = new Map<string, number>();
  readonly #leadsTo = new Map<string, string>();
  readonly #known = new Set<string>();
  readonly #pending: { readonly index: number; readonly walk: Trajectory }[] = [];

  /** Notes a walk by its number. A repeated walk visits nothing new. Numbers ascend. */
  note(index: number, walk: Trajectory): void {
    this.#pending.push({ index, walk });
  }

  /** Counts what was noted before the block of this walk. */
  openBlockOf(index: number): void {
    const start = index - (index % WALKS_PER_BLOCK);
    while (this.#pending.length > 0 && this.#pending[0]!.index < start) {
      this.#count(this.#pending.shift()!.walk);
    }
  }

  /** How often the page was seen to which this action led last time; 0 where it was never tried. */
  ahead(page: string, action: string): number {
    const next = this.#leadsTo.get(digest(page, action));
    return next === undefined ? 0 : (this.#pages.get(next) ?? 0);
  }

  #count(walk: Trajectory): void {
    const content = walkKey(walk);
    if (this.#known.has(content)) return;
    this.#known.add(content);
    const pages = [...walk.steps.map(({ observation }) => observation.text), walk.final.text];
    const keys = pages.map((page) => digest(page));
    for (const key of keys) this.#pages.set(key, (this.#pages.get(key) ?? 0) + 1);
    walk.steps.forEach(({ action }, step) => {
      this.#leadsTo.set(digest(pages[step]!, action), keys[step + 1]!);
    });
  }
}

/** Equal for walks that did the same on the same task. */
export function walkKey({ taskId, steps }: Pick<Trajectory, 'taskId' | 'steps'>): string {
  return digest(taskId, ...steps.map(({ action }) => action));
}

/** 96 bits: no two of a billion texts are likely to share one. */
export function digest(...texts: string[]): string {
  return hash('sha256', JSON.stringify(texts), 'buffer').toString('base64url', 0, 12);
}
