import { markdownTable } from 'markdown-table';
import type { ReportRow } from './report.ts';

/**
 * The rows as a Markdown table that shows what an objective trades for what: the score and the
 * success beside the mean of each fact. A fact that no chosen trajectory had is shown as `-`.
 */
export function tradeOffTable(rows: readonly ReportRow[], facts: readonly string[]): string {
  const percent = (share: number) => (100 * share).toFixed(1);
  const whole = (value: number) => value.toLocaleString('en-US');
  const header = [
    'planner',
    'objective',
    ...facts.map((fact) => `mean ${fact}`),
    'score %',
    '95 % interval',
    'success %',
    'constraint broken',
    'policy calls',
    'USD',
    'crashed',
  ];
  const body = rows.map((row) => [
    row.planner,
    row.objective,
    ...facts.map((fact) => row.facts[fact]?.toFixed(2) ?? '-'),
    percent(row.meanScore),
    `${percent(row.interval[0])} to ${percent(row.interval[1])}`,
    percent(row.successRate),
    whole(row.infeasible),
    whole(row.policyCalls),
    row.costUsd.toFixed(2),
    whole(row.crashed),
  ]);
  return markdownTable([header, ...body], { align: header.map((_, i) => (i < 2 ? 'l' : 'r')) });
}
