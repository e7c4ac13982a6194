import { contrastOf, type ExplainedAttempt } from '../reward/explain-ranking.ts';
import type { Contribution, ExplainedChange } from '../reward/explain.ts';

/** Features that a line names; what the others did is summed up. */
const NAMED = 4;

/** An attempt and how each of its actions moved its reward, for reading. */
export function attemptLines({ id, raw, value, steps }: ExplainedAttempt): string[] {
  const start = steps[0]?.before ?? raw;
  const width = Math.min(40, Math.max(...steps.map(({ action }) => action.length), 5));
  return [
    `${id}: value ${value.toFixed(3)}, raw reward ${raw.toFixed(2)}`,
    `  ${'start'.padEnd(width)} ${start.toFixed(2).padStart(7)}`,
    ...steps.map(
      ({ action, ...change }) =>
        `  ${clipped(action, width)} ${signed(change.after - change.before).padStart(7)}  ${reasons(change)}`,
    ),
  ];
}

/** Why the first of two attempts at a task was ranked above the second. */
export function contrastLines(better: string, worse: string, change: ExplainedChange): string[] {
  return [
    `${better} above ${worse} by ${signed(change.after - change.before)}:`,
    ...contrastOf(change).map(
      ({ feature, before, after, contribution }) =>
        `  ${signed(contribution).padStart(7)}  ${feature}: ${number(after)} against ${number(before)}`,
    ),
  ];
}

function reasons({ contributions }: ExplainedChange): string {
  const named = contributions.slice(0, NAMED).map(reason);
  const rest = contributions.slice(NAMED).reduce((sum, each) => sum + each.contribution, 0);
  const others = contributions.length - NAMED;
  return [...named, ...(others > 0 ? [`${others} others ${signed(rest)}`] : [])].join(', ');
}

function reason({ feature, before, after, contribution }: Contribution): string {
  return `${feature} ${number(before)} to ${number(after)} ${signed(contribution)}`;
}

function clipped(text: string, width: number): string {
  const line = text.replace(/\s+/g, ' ');
  return (line.length <= width ? line : `${line.slice(0, width - 3)}...`).padEnd(width);
}

function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(2)}`;
}
