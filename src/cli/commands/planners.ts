import type { Command } from 'commander';
import { markdownTable } from 'markdown-table';
import type { CommandContext } from '../context.ts';

export function plannersCommand(parent: Command, { registry, console }: CommandContext): void {
  parent
    .command('planners')
    .summary('list the planners with their options')
    .description(
      'Lists every planner, what it does, and its options with their defaults, to be given to "armap eval" as --planner-option key=value.',
    )
    .option('--json', 'print an array of { name, summary, options }')
    .action((flags: { readonly json?: boolean }) => {
      if (flags.json === true) {
        console.data(
          JSON.stringify(
            registry.planners.map(({ name, summary, options }) => ({ name, summary, options })),
          ),
        );
        return;
      }
      const body = registry.planners.map(({ name, summary, options }) => [
        name,
        summary,
        options.map((option) => `${option.name}=${String(option.default)}`).join(' '),
      ]);
      console.data(markdownTable([['planner', 'what it does', 'options and defaults'], ...body]));
    });
}
