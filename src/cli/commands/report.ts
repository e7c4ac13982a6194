import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describeCause, InputError } from '../../core/errors.ts';
import { REPORT_FILES } from '../../reward/model-card.ts';
import type { CommandContext } from '../context.ts';

export function reportCommand(parent: Command, { console }: CommandContext): void {
  parent
    .command('report')
    .summary('print how a trained reward model did on held-out rows')
    .description(
      'Prints the report that "armap train" wrote: pair accuracy with intervals, calibration, best of N against the oracle, correlation with length, and the pairs it confuses most.',
    )
    .argument('<model>', 'a folder that "armap train" wrote')
    .option('--json', 'print it as one JSON object')
    .action(async (model: string, { json = false }: { readonly json?: boolean }) => {
      const text = await readReport(join(model, json ? REPORT_FILES.data : REPORT_FILES.text));
      console.data(json ? JSON.stringify(JSON.parse(text)) : text.trimEnd());
    });
}

async function readReport(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new InputError({
      place: { file },
      problem: `there is no report to read (${describeCause(cause)})`,
      remedy: 'Give a folder of a model that this version of "armap train" wrote',
      cause,
    });
  }
}
