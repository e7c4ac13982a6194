import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../src/testing/shared-data.ts';
import type { OriginalObservation } from './original.ts';
import { webshop } from './webshop.ts';

interface RecordedPage {
  readonly text: string;
  readonly text_rich: string;
  readonly available: { readonly has_search_bar: boolean; readonly clickables: readonly string[] };
  readonly url: string;
}

interface RecordedStep extends RecordedPage {
  readonly action: string;
  readonly reward: number;
  readonly done: boolean;
}

interface Episode {
  readonly goal_idx: number;
  readonly goal: unknown;
  readonly init: RecordedPage;
  readonly steps: readonly RecordedStep[];
}

const EPISODES = sharedData('webshop/golden-episodes-160.jsonl');

describe.skipIf(!existsSync(EPISODES))('episodes of the original program', () => {
  it('are shown byte for byte the same, from its own product file, with its rewards', async () => {
    // The recordings were made where every word of a title counts as a noun.
    const options = { nouns: 'alphabetic' };
    const set = await webshop.load({ data: sharedData('webshop'), options });
    const episodes = readFileSync(EPISODES, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Episode);
    expect(episodes.length).toBeGreaterThan(0);
    for (const { goal_idx, goal, init, steps } of episodes) {
      const task = { ...set.fromGoal(goal), id: String(goal_idx) };
      const environment = webshop.openOriginal!(task);
      expectPage((await environment.reset()) as OriginalObservation, init, `goal ${goal_idx}`);
      for (const step of steps) {
        const { observation, done } = await environment.step(step.action);
        const page = observation as OriginalObservation;
        expectPage(page, step, `goal ${goal_idx}, ${step.action}`);
        expect(done).toBe(step.done);
        expect(page.reward).toBe(step.reward);
      }
    }
  });
});

function expectPage(shown: OriginalObservation, recorded: RecordedPage, place: string): void {
  expect(shown.url, place).toBe(recorded.url);
  expect(shown.text, place).toBe(recorded.text);
  expect(shown.textRich, place).toBe(recorded.text_rich);
  expect(shown.clickables, place).toEqual(recorded.available.clickables);
  expect(shown.hasSearchBar, place).toBe(recorded.available.has_search_bar);
}
