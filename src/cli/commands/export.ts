import { Option, type Command } from 'commander';
import { InputError } from '../../core/errors.ts';
import type { RewardRow } from '../../core/preference.ts';
import { USUAL_CLOSING } from '../../exchange/dialogue.ts';
import { EXPORT_FORMATS, exportRows, type ExportFormat } from '../../exchange/export-rows.ts';
import { NOTHING_SPENT, writeDatasetCard } from '../../store/dataset-card.ts';
import { ImageStore } from '../../store/image-store.ts';
import { Interrupted, type CommandContext } from '../context.ts';
import { uniqueRows } from '../reward-rows.ts';

interface ExportFlags {
  readonly format: ExportFormat;
  readonly out: string;
  readonly parquet?: boolean;
  readonly pictures?: string;
  readonly question: string;
  readonly stub: string;
}

export function exportCommand(parent: Command, context: CommandContext): void {
  parent
    .command('export')
    .summary('write reward data for other trainers')
    .description(
      'Writes triplets and preferences in the format of another trainer, one row at a time: TRL (prompt, chosen, rejected), ARMAP and LLaVA-RLHF, ms-swift, or JSON Lines. Formats without ties leave those out and say how many.',
    )
    .argument('<rows>', 'a file that "armap synthesize" or "armap label" wrote')
    .addOption(
      new Option('--format <name>', 'the format').choices(EXPORT_FORMATS).makeOptionMandatory(),
    )
    .requiredOption('--out <folder>', 'where to write the data set')
    .option('--parquet', 'TRL as one Parquet file with the pictures in it')
    .option('--pictures <folder>', 'where the pictures of the rows are')
    .option('--question <text>', 'asked at the end of each side', USUAL_CLOSING.question)
    .option('--stub <text>', 'the beginning of the answer', USUAL_CLOSING.stub)
    .action(async (file: string, flags: ExportFlags) => {
      await runExport(file, flags, context);
    });
}

async function runExport(
  file: string,
  { format, out, parquet = false, pictures, question, stub }: ExportFlags,
  { console: { log }, signal }: CommandContext,
): Promise<void> {
  if (parquet && format !== 'trl') {
    throw new InputError({
      place: { option: '--parquet' },
      problem: `${format} has no Parquet form`,
      remedy: 'Give --format trl, or leave --parquet out',
    });
  }
  const report = await exportRows(rowsOf(file, signal), {
    format,
    out,
    parquet,
    closing: { question, stub },
    pictures: pictures === undefined ? undefined : new ImageStore(pictures),
  });
  const { rows, ties, differentPictures } = report;
  await writeDatasetCard(report.file, {
    kind: format,
    rowFormat: parquet ? `${format}/parquet` : format,
    rows,
    counts: { rows, ties, differentPictures },
    sources: [file],
    models: [],
    spent: NOTHING_SPENT,
    settings: { question, stub },
  });
  log(`${rows} rows: ${report.file}`);
  if (ties > 0) log(`  ${ties} ties left out, for which ${format} has no place`);
  if (differentPictures > 0 && format === 'trl') {
    log(
      `  ${differentPictures} rows whose sides show different pictures: those of the rejected side are in "rejected_images", which TRL itself does not read`,
    );
  }
}

async function* rowsOf(file: string, signal: AbortSignal): AsyncGenerator<RewardRow> {
  for await (const { value } of uniqueRows(file)) {
    if (signal.aborted) throw new Interrupted('Nothing was written.');
    yield value;
  }
}
