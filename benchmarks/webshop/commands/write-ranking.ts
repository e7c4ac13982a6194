import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { Candidate, PlanResult } from '../../../src/core/planner.ts';
import type { Trajectory } from '../../../src/core/trajectory.ts';
import type { ImageStore } from '../../../src/store/image-store.ts';
import { trajectoryLine } from '../../../src/store/records.ts';
import { gradeTrajectory } from '../grade.ts';
import { html, type Html } from '../site/html.ts';
import type { ShopTask } from '../task.ts';

interface Ranking {
  readonly task: ShopTask;
  readonly result: PlanResult;
  readonly store: ImageStore;
}

/**
 * Writes ranked trajectories for people: `index.html` with a picture of every page, the pictures by
 * rank and step, and `trajectories.jsonl`. The true score stands beside them; nothing that ranked
 * them has seen it.
 * @returns the ranking in plain lines
 */
export async function writeRanking(
  folder: string,
  { task, result, store }: Ranking,
): Promise<string[]> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const sections: Html[] = [];
  const lines = [`Goal: ${task.intent}`];
  for (const [index, candidate] of result.candidates.entries()) {
    const summary = summaryOf(index, candidate, task);
    lines.push('', summary, ...candidate.trajectory.steps.map(({ action }) => `   ${action}`));
    const figures = await writePictures(folder, index, candidate.trajectory, store);
    sections.push(
      html`<h2>${summary}</h2>
        <ol>
          ${figures}
        </ol>`,
    );
  }
  const trajectories = result.candidates.map(({ trajectory }) => trajectoryLine(trajectory));
  await writeFileAtomic(join(folder, 'trajectories.jsonl'), `${trajectories.join('\n')}\n`);
  await writeFileAtomic(join(folder, 'index.html'), page(task.intent, sections));
  return lines;
}

function summaryOf(index: number, { trajectory, score }: Candidate, task: ShopTask): string {
  const { actions = 0, priceUsd } = trajectory.facts;
  return [
    `${index + 1}. reward ${score?.value.toFixed(3) ?? '-'}`,
    `true score ${gradeTrajectory(task, trajectory).score.toFixed(2)}`,
    `${actions} actions`,
    ...(priceUsd === undefined ? [] : [`$${priceUsd.toFixed(2)}`]),
  ].join(', ');
}

async function writePictures(
  folder: string,
  index: number,
  { steps, final }: Trajectory,
  store: ImageStore,
): Promise<Html[]> {
  const pages = [...steps.map(({ observation, action }) => ({ ...observation, action })), final];
  const figures: Html[] = [];
  for (const [step, shown] of pages.entries()) {
    const action = 'action' in shown ? String(shown.action) : 'end';
    if (shown.image === undefined) continue;
    const name = `${index + 1}-${String(step).padStart(2, '0')}.webp`;
    await writeFileAtomic(join(folder, name), await store.read(shown.image.hash));
    figures.push(
      html`<li>
        <figure>
          <img src="${name}" alt="page ${step}" width="480" />
          <figcaption>${action}</figcaption>
        </figure>
      </li>`,
    );
  }
  return figures;
}

const STYLE = `body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem }
ol { display: flex; gap: 1rem; overflow-x: auto; padding: 0; list-style: none }
figure { margin: 0 } img { border: 1px solid #ccc } figcaption { font-family: monospace }`;

function page(intent: string, sections: readonly Html[]): string {
  const { markup } = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <title>Ranked shopping trajectories</title>
      <style>
        ${STYLE}
      </style>
    </head>
    <body>
      <h1>${intent}</h1>
      ${sections}
    </body>
  </html>`;
  return `<!doctype html>\n${markup}\n`;
}
