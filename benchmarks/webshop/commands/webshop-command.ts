import type { Command } from 'commander';
import type { CommandContext } from '../../../src/cli/context.ts';
import { indexCommand } from './index-command.ts';
import { searchCommand } from './search-command.ts';

/** `armap webshop`: what only this benchmark can do. */
export function webshopCommand(program: Command, context: CommandContext): void {
  const parent = program
    .command('webshop')
    .summary('search, index or serve a shop')
    .description('Works with the catalogue of a shop: your data, or the generated one.');
  searchCommand(parent, context);
  indexCommand(parent, context);
}
