import type { Command } from 'commander';
import { Interrupted, type CommandContext } from '../../../src/cli/context.ts';
import { wholeNumber } from '../../../src/cli/option-values.ts';
import { InputError } from '../../../src/core/errors.ts';
import { inspectData } from '../catalogue/data-folder.ts';
import type { Product } from '../catalogue/product.ts';
import { readProducts } from '../catalogue/read-products.ts';
import { describeRejections, Rejections } from '../catalogue/rejections.ts';
import { generateProducts } from '../generated/generate.ts';
import { writeFolder } from '../index-folder.ts';
import { GENERATED_SEED } from '../open-catalogue.ts';

interface IndexFlags {
  readonly out: string;
  readonly data?: string;
  readonly generate?: number;
}

/** For the bar: how many products the full catalogue of WebShop has. */
const USUAL_COUNT = 1_180_000;

export function indexCommand(parent: Command, context: CommandContext): void {
  parent
    .command('index')
    .summary('prepare a large catalogue, so that it opens at once')
    .description(
      'Reads a catalogue once, in constant memory but for its index, and writes a folder to be given as --data. Bad records are counted and the first of them named.',
    )
    .requiredOption('--out <folder>', 'where to write it')
    .option('--data <path>', 'the official files, or processed products (JSON Lines)')
    .option('--generate <n>', 'generate so many products instead', wholeNumber(1))
    .action(async (flags: IndexFlags) => {
      await runIndex(flags, context);
    });
}

async function runIndex(
  { out, data, generate }: IndexFlags,
  { console, signal }: CommandContext,
): Promise<void> {
  const rejections = new Rejections();
  const products = await source({ data, generate }, rejections, signal);
  const labels = { products: 'storing products', search: 'indexing' } as const;
  let stage: keyof typeof labels | undefined;
  let progress: ReturnType<typeof console.progress> | undefined;
  let count: number;
  try {
    count = await writeFolder(out, products, {
      signal,
      onProgress: (done) => {
        if (done.stage !== stage) {
          progress?.stop();
          stage = done.stage;
          progress = console.progress(labels[stage], generate ?? USUAL_COUNT);
        }
        progress?.update(done.products);
      },
    });
  } catch (error) {
    if (signal.aborted) throw new Interrupted('Run the same command to start again.');
    throw error;
  } finally {
    progress?.stop();
  }
  console.log(`${count.toLocaleString('en-US')} products: ${out}`);
  for (const line of describeRejections(rejections.first, rejections.count)) console.log(line);
}

async function source(
  { data, generate }: { data: string | undefined; generate: number | undefined },
  rejections: Rejections,
  signal: AbortSignal,
): Promise<AsyncIterable<Product> | Iterable<Product>> {
  if ((data === undefined) === (generate === undefined)) {
    throw new InputError({
      place: { option: '--data' },
      problem: 'one of --data and --generate is needed',
      remedy: 'Give the path of a catalogue, or how many products to generate',
    });
  }
  if (data === undefined) return generateProducts({ seed: GENERATED_SEED, count: generate! });
  const files = await inspectData(data);
  if (files.kind !== 'index') return readProducts(files, { rejections, signal });
  throw new InputError({
    place: { option: '--data', file: data },
    problem: 'is indexed already',
    remedy: 'Use it as it is',
  });
}
