import type { RememberedTrial } from '../src/core/policy.ts';
import { shorten } from '../src/search/shorten.ts';

/** The most that a prompt shows: Reflexion (arXiv 2303.11366) keeps one to three reflections. */
const MOST_REFLECTIONS = 3;

/** Characters of one reflection: a few sentences. */
const REFLECTION_LENGTH = 600;

/**
 * Lines for a prompt, to stand before the task: what was made of earlier attempts. The last few
 * only, and each of them cut where it is long, so that a prompt stays bounded whatever is
 * remembered. No lines when nothing is.
 */
export function memoryLines(memory: readonly RememberedTrial[] = []): string[] {
  if (memory.length === 0) return [];
  const reflections = memory
    .slice(-MOST_REFLECTIONS)
    .map(({ reflection }) => `- ${shorten(reflection, REFLECTION_LENGTH)}`);
  return ['Earlier attempts failed:', ...reflections];
}
