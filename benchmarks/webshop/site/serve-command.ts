import type { Command } from 'commander';
import { once } from 'node:events';
import { InputError } from '../../../src/core/errors.ts';
import type { CommandContext } from '../../../src/cli/context.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Goal } from '../goals/goal.ts';

/** Opens the shop in a folder, or the one that comes with the package. Throws `InputError`. */
export type LoadShop = (
  data: string | undefined,
) => Promise<{ readonly catalogue: Catalogue; readonly goals: readonly Goal[] }>;

interface ServeOptions {
  readonly port: string;
  readonly host: string;
  readonly data?: string;
  readonly showReward?: true;
}

/** `armap webshop serve`: the shop as a web site, for people and for agents, until Ctrl-C. */
export function addServeCommand(
  parent: Command,
  { console, signal }: CommandContext,
  loadShop: LoadShop,
): void {
  parent
    .command('serve')
    .description('open the shop as a web site')
    .option('--port <number>', 'port to listen on; 0 takes a free one', '3000')
    .option('--host <name>', 'address to listen on; 0.0.0.0 lets other machines in', '127.0.0.1')
    .option('--data <path>', 'catalogue to serve instead of the embedded one')
    .option('--show-reward', 'print the true score on the last page, as the original does')
    .action(async ({ port, host, data, showReward }: ServeOptions) => {
      const place = { port: portFrom(port), host };
      const shop = await loadShop(data);
      // Loaded here, since no other command needs a server.
      const { createShopSite } = await import('./create-site.ts');
      const site = createShopSite({ ...shop, showReward });
      try {
        const address = await site.listen(place);
        const { goals, catalogue } = shop;
        console.data(`${address}/0`);
        console.log(
          `${catalogue.size} products and ${goals.length} tasks, ` +
            `at ${address}/0 to ${address}/${goals.length - 1}. Ctrl-C closes the shop.`,
        );
        if (!signal.aborted) await once(signal, 'abort');
      } finally {
        await site.close();
        shop.catalogue.close();
      }
    });
}

function portFrom(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InputError({
    place: { option: '--port' },
    problem: `"${text}" is not a port`,
    remedy: 'Give a whole number from 0 to 65535',
  });
}
