import { Option, type Command } from 'commander';
import { isTriplet } from '../../core/preference.ts';
import { importRows, IMPORT_FORMATS, type ImportFormat } from '../../exchange/import-rows.ts';
import { NOTHING_SPENT, writeDatasetCard } from '../../store/dataset-card.ts';
import { ImageStore } from '../../store/image-store.ts';
import { hashFile, OutputFile } from '../../store/output-file.ts';
import { PREFERENCE_FORMAT, rewardLine, TRIPLET_FORMAT } from '../../store/records.ts';
import { InputError } from '../../core/errors.ts';
import { chooseBenchmark } from '../choose.ts';
import { Interrupted, type CommandContext } from '../context.ts';
import { wholeNumber } from '../option-values.ts';

/** Four screens in 4K; larger pictures are hardly pages, and models shrink them anyway. */
const MEGAPIXELS = 32;

interface ImportFlags {
  readonly format: ImportFormat;
  readonly benchmark: string;
  readonly out: string;
  readonly pictures?: string;
  readonly pictureStore?: string;
  readonly maxMegapixels: number;
}

export function importCommand(parent: Command, context: CommandContext): void {
  parent
    .command('import')
    .summary('read reward data of other trainers')
    .description(
      'Reads preference data of TRL (Parquet or JSON Lines), of ARMAP and LLaVA-RLHF (X_preference.json, X_factual.json, X_image/) or of ms-swift, as rows that "armap train" takes. What "armap export" wrote comes back as it was.',
    )
    .argument('<file>', 'the file with the rows')
    .addOption(
      new Option('--format <name>', 'the format').choices(IMPORT_FORMATS).makeOptionMandatory(),
    )
    .requiredOption('--benchmark <name>', 'the benchmark of rows that do not say it')
    .requiredOption('--out <file>', 'where to write the rows (JSON Lines)')
    .option('--pictures <folder>', 'where the pictures of the data set are')
    .option('--picture-store <folder>', 'where to keep them; OUT.images if absent')
    .option('--max-megapixels <n>', 'larger pictures are refused', wholeNumber(1), MEGAPIXELS)
    .action(async (file: string, flags: ImportFlags) => {
      await runImport(file, flags, context);
    });
}

async function runImport(
  file: string,
  flags: ImportFlags,
  { registry, console: { log }, signal }: CommandContext,
): Promise<void> {
  const { format, out, pictures, pictureStore = `${out}.images`, maxMegapixels } = flags;
  const { benchmark } = chooseBenchmark(registry, flags.benchmark);
  const store = new ImageStore(pictureStore, { maxPixels: maxMegapixels * 1e6 });
  const options = { format, benchmark: benchmark.name, store, pictures };
  const settings = { format, benchmark: benchmark.name };
  const output = await OutputFile.open(out, { ...settings, file: await hashOf(file) });
  const counts = { triplets: 0, preferences: 0 };
  let rows = 0;
  try {
    for await (const row of importRows(file, options)) {
      if (signal.aborted) throw new Interrupted('Run the same command to go on.');
      rows += 1;
      counts[isTriplet(row) ? 'triplets' : 'preferences'] += 1;
      if (rows > output.linesBefore) await output.write(rewardLine(row));
    }
  } finally {
    await output.suspend();
  }
  await output.complete();
  await writeDatasetCard(out, {
    kind: 'preferences',
    rowFormat: counts.triplets > 0 ? TRIPLET_FORMAT : PREFERENCE_FORMAT,
    benchmark: benchmark.name,
    rows,
    counts,
    sources: [file],
    models: [],
    spent: NOTHING_SPENT,
    settings,
  });
  log(`${rows} rows: ${out}`);
}

async function hashOf(file: string): Promise<string> {
  try {
    return await hashFile(file);
  } catch (cause) {
    throw new InputError({
      place: { file },
      problem: 'cannot be read',
      remedy: 'Check the path and its permissions',
      cause,
    });
  }
}
