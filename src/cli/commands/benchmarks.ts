import type { Command } from 'commander';
import { markdownTable } from 'markdown-table';
import type { CommandContext } from '../context.ts';

export function benchmarksCommand(parent: Command, { registry, console }: CommandContext): void {
  parent
    .command('benchmarks')
    .summary('list the benchmarks with their policies, facts and options')
    .description(
      'Lists every benchmark: its embedded policies (--policy), the facts that an objective may name, and its options with their defaults, to be given as --benchmark-option key=value.',
    )
    .option('--json', 'print an array of { name, summary, policies, facts, options }')
    .action((flags: { readonly json?: boolean }) => {
      const all = registry.benchmarks.map(({ benchmark }) => {
        const { name, summary, policies, facts, options = [] } = benchmark;
        return { name, summary, policies: Object.keys(policies), facts, options };
      });
      if (flags.json === true) {
        console.data(JSON.stringify(all));
        return;
      }
      const body = all.map(({ name, summary, policies, facts, options }) => [
        name,
        summary,
        policies.join(', '),
        Object.keys(facts).join(', '),
        options.map((option) => `${option.name}=${String(option.default)}`).join(' '),
      ]);
      const header = ['benchmark', 'what it is', 'policies', 'facts', 'options and defaults'];
      console.data(markdownTable([header, ...body]));
    });
}
