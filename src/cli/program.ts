import { Command } from 'commander';
import { benchmarksCommand } from './commands/benchmarks.ts';
import { collectCommand } from './commands/collect.ts';
import { demoCommand } from './commands/demo.ts';
import { evalCommand } from './commands/eval.ts';
import { exportCommand } from './commands/export.ts';
import { importCommand } from './commands/import.ts';
import { labelCommand } from './commands/label.ts';
import { plannersCommand } from './commands/planners.ts';
import { replayCommand } from './commands/replay.ts';
import { reportCommand } from './commands/report.ts';
import { scoreCommand } from './commands/score.ts';
import { serveCommand } from './commands/serve.ts';
import { synthesizeCommand } from './commands/synthesize.ts';
import { trainCommand } from './commands/train.ts';
import type { CommandContext } from './context.ts';

const COMMANDS = [
  demoCommand,
  collectCommand,
  synthesizeCommand,
  labelCommand,
  exportCommand,
  importCommand,
  trainCommand,
  reportCommand,
  scoreCommand,
  serveCommand,
  evalCommand,
  plannersCommand,
  benchmarksCommand,
  replayCommand,
];

/** The command line, with what the registry offers. */
export function createProgram(version: string, context: CommandContext): Command {
  const { benchmarks } = context.registry;
  const program = new Command('armap')
    .description(
      'Explore, learn a reward from the trajectories, and plan with it. Results go to stdout, everything else to stderr.',
    )
    .version(version)
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      `\nBenchmarks:\n${benchmarks.map(({ benchmark }) => `  ${benchmark.name.padEnd(12)} ${benchmark.summary}`).join('\n')}`,
    );
  program.configureOutput({
    writeOut: (text) => {
      context.console.data(text.trimEnd());
    },
    writeErr: (text) => {
      context.console.log(text.trimEnd());
    },
  });
  // Copied to every command by commander: errors end in `runCli`, which knows the exit codes.
  program.exitOverride();
  for (const add of COMMANDS) add(program, context);
  for (const entry of benchmarks) entry.addCommands?.(program, context);
  return program;
}
