import type { Command } from 'commander';
import type { CommandContext } from '../../../src/cli/context.ts';
import { openShop } from './open-shop.ts';
import { addServeCommand } from '../site/serve-command.ts';
import { demoCommand } from './demo-command.ts';
import { indexCommand } from './index-command.ts';
import { searchCommand } from './search-command.ts';

/** `armap webshop`: what only this benchmark can do. */
export function webshopCommand(program: Command, context: CommandContext): void {
  const parent = program
    .command('webshop')
    .summary('serve, search or index a shop')
    .description('Works with the catalogue of a shop: your data, or the generated one.');
  addServeCommand(parent, context, (data) => openShop(data, context.console));
  demoCommand(parent, context);
  searchCommand(parent, context);
  indexCommand(parent, context);
}
