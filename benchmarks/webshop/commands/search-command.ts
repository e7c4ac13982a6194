import type { Command } from 'commander';
import { z } from 'zod';
import { Interrupted, type CommandContext } from '../../../src/cli/context.ts';
import { readJsonLines } from '../../../src/store/jsonl.ts';
import { openShop } from './open-shop.ts';

interface SearchFlags {
  readonly queries: string;
  readonly data?: string;
}

/** As many as the shop's pages show. */
const MOST_HITS = 50;

const REMEDY = 'Write { "query": "..." } on each line';

export function searchCommand(parent: Command, { console, signal }: CommandContext): void {
  parent
    .command('search')
    .summary('print what queries find, ranked as by Lucene')
    .description(
      'Reads lines { "query": "..." } and prints for each, in order, { "query", "asins": [up to 50, best first] }.',
    )
    .requiredOption('--queries <file>', 'the queries (JSON Lines)')
    .option('--data <path>', 'a catalogue instead of the generated one')
    .action(async ({ queries, data }: SearchFlags) => {
      const { catalogue } = await openShop(data, console);
      try {
        const lines = readJsonLines(queries, z.object({ query: z.string() }), REMEDY);
        for await (const { value } of lines) {
          if (signal.aborted) throw new Interrupted('The lines above are complete.');
          const asins = catalogue
            .search(value.query, MOST_HITS)
            .map((position) => catalogue.at(position).asin);
          console.data(JSON.stringify({ query: value.query, asins }));
        }
      } finally {
        catalogue.close();
      }
    });
}
