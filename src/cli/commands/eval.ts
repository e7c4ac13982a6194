import type { Command } from 'commander';
import { BUDGET_KEYS } from '../budget-option.ts';
import type { CommandContext } from '../context.ts';
import { addJudgeOptions } from '../judge-options.ts';
import { addDataOptions } from '../load-benchmark.ts';
import { collectNamedOption } from '../named-options.ts';
import { range, wholeNumber } from '../option-values.ts';
import { runEval, VERIFIED_RANGE, type EvalFlags } from '../run-eval.ts';
import { addPolicyOptions, addSeedOption } from '../shared-options.ts';

/** As Tree of Thoughts and ARMAP sample on Game of 24. */
const SAMPLING_TEMPERATURE = 0.7;

export function evalCommand(parent: Command, context: CommandContext): void {
  const command = parent
    .command('eval')
    .summary('compare planners on the same tasks')
    .description(
      'Runs each planner on the same tasks with the same seed and prints a table: score with its 95 % interval, what a perfect reward would have picked (oracle), and the cost. With --out a killed run goes on when it is started again with the same options.',
    )
    .argument('<benchmark>')
    .option(
      '--planner <a,b>',
      `which planners: ${context.registry.planners.map(({ name }) => name).join(', ')} (default: greedy,sampling, and best-of-n when there is a reward)`,
    )
    .option(
      '--planner-option <key=value>',
      'an option of the planners, see "armap planners"; may be repeated',
      collectNamedOption,
    )
    .option(
      '--reward <model>',
      'a model folder that "armap train" wrote, module:./my-reward.mjs, which exports score(trajectory), a server, http://HOST:PORT#DIALECT, or a chat model that judges, judge:openai:MODEL',
    )
    .option(
      '--reflector <name>',
      'who reflects on failed attempts, for reflexion and lats: rules (default), or a chat model such as openai:MODEL',
    )
    .option(
      '--verifier <model>',
      'a dearer reward that decides where --reward is not sure; as --reward, both calibrated',
    )
    .option(
      '--verify-between <low,high>',
      'the values of --reward that are verified',
      range,
      VERIFIED_RANGE,
    )
    .option('--score-cache <folder>', "keep the reward's scores there, for this and later runs")
    .option(
      '--objective <text>',
      'what to maximise, and hard limits: "reward - 0.02*actions; actions <= 12" (default: reward)',
    )
    .option('--sweep <fact=a,b>', 'evaluate once for each weight of a cost: actions=0,0.01,0.02')
    .option(
      '--budget <limits>',
      `the most to spend on each task: policyCalls=50,usd=0.10,wallMs=30000 (of ${BUDGET_KEYS})`,
    )
    .option('--tasks <selection>', 'which tasks: 900-999, a split, or all', 'test')
    .option('--samples <n>', 'rollouts for each task', wholeNumber(1), 10)
    .option('--out <folder>', 'keep a journal there')
    .option('--concurrency <n>', 'calls of policy and reflector in flight', wholeNumber(1), 4)
    .option('--json', 'print one JSON object { "rows": [...] } instead of the table');
  addJudgeOptions(command);
  addDataOptions(command);
  addPolicyOptions(command, { temperature: SAMPLING_TEMPERATURE });
  addSeedOption(command);
  command.action(async (name: string, flags: EvalFlags & { readonly json?: boolean }) => {
    const { rows, table, notes } = await runEval(name, flags, context);
    const kept = notes.length === 0 ? {} : { notes };
    const lines = [table, ...notes.map((note) => `Note: ${note}`)];
    context.console.data(
      flags.json === true ? JSON.stringify({ rows, ...kept }) : lines.join('\n'),
    );
  });
}
