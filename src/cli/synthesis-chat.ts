import type { Command } from 'commander';
import type { Benchmark, Task, TaskSet } from '../core/benchmark.ts';
import type { Clock } from '../core/budget.ts';
import { InputError } from '../core/errors.ts';
import type { Hindsight } from '../core/hindsight.ts';
import { createRng } from '../core/rng.ts';
import { CallJournal } from '../synthesis/call-journal.ts';
import { proposedEdits } from '../synthesis/proposed-edits.ts';
import type { SynthesisReport } from '../synthesis/synthesis-report.ts';
import type { SynthesizeOptions } from '../synthesis/synthesize.ts';
import { writtenIntents } from '../synthesis/written-intents.ts';
import { parseBudget, requirePrice } from './budget-option.ts';
import { isChatModel } from './choose.ts';
import type { Registry } from './registry.ts';
import { addChatOptions, type ChatFlags } from './shared-options.ts';

export interface SynthesisChatFlags extends Partial<ChatFlags> {
  readonly writer?: string;
  readonly proposer?: string;
  readonly budget?: string;
}

/** Intents that a writer is shown for their style. */
const EXAMPLES = 6;

const RULES = 'rules';

/** Room for an intent with its list of requirements, or for the actions of a walk. */
const MAX_COMPLETION_TOKENS = 1024;

export function addSynthesisChatOptions(command: Command): void {
  command
    .option('--writer <name>', `who puts intents into words: ${RULES}, or openai:MODEL`, RULES)
    .option('--proposer <name>', 'who thinks of negatives that miss by a little: openai:MODEL')
    .option('--budget <limits>', 'the most that writer and proposer may spend: usd=2');
  addChatOptions(command);
}

/** What asks chat models while rows are made, and what that came to. */
export interface SynthesisChat {
  readonly parts: Pick<SynthesizeOptions<Task>, 'wording' | 'proposed'>;
  readonly journal: CallJournal | undefined;
}

export interface SynthesisChatContext {
  readonly registry: Registry;
  readonly benchmark: Benchmark;
  readonly tasks: TaskSet;
  readonly hindsight: Hindsight;
  /** Beside which the answers are kept, in `NAME.calls.jsonl`. */
  readonly out: string;
  /** Whether rows of an earlier run are gone on with: then its refusals stand, so that rows repeat. */
  readonly resumes: boolean;
  readonly seed: number;
  readonly report: SynthesisReport;
  readonly clock: Clock;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

export function namesOfModels({ writer = RULES, proposer }: SynthesisChatFlags): string[] {
  const named = [
    ...(writer === RULES ? [] : [writer]),
    ...(proposer === undefined ? [] : [proposer]),
  ];
  const options = new Map([
    [writer, '--writer'],
    [proposer, '--proposer'],
  ]);
  for (const name of named) {
    if (isChatModel(name)) continue;
    throw new InputError({
      place: { option: options.get(name) },
      problem: `there is no model "${name}"`,
      remedy: 'Name a chat model as openai:MODEL',
    });
  }
  return named;
}

/** Throws `InputError` for a model that there is none of, and a benchmark that takes no writer. */
export async function openSynthesisChat(
  flags: SynthesisChatFlags,
  context: SynthesisChatContext,
): Promise<SynthesisChat> {
  const [model] = namesOfModels(flags);
  if (model === undefined) return { parts: {}, journal: undefined };
  const { registry, benchmark, tasks, hindsight, report, signal } = context;
  const { writer = RULES, proposer } = flags;
  const readsWords = hindsight.requirements !== undefined && hindsight.reword !== undefined;
  if (writer !== RULES && !readsWords) {
    throw new InputError({
      place: { option: '--writer' },
      problem: `the rules of "${benchmark.name}" cannot tell whether other words ask for the same`,
      remedy:
        'Leave it out, or give its hindsight "requirements" and "reword", as "checklistHindsight" does',
    });
  }
  const budget = flags.budget === undefined ? {} : parseBudget(flags.budget);
  requirePrice(budget, { policy: model, price: flags.price });
  const { maxCompletionTokens = MAX_COMPLETION_TOKENS, baseUrl, price } = flags;
  const chat = { maxCompletionTokens, baseUrl, price, environment: context.environment };
  const journal = await CallJournal.open(`${context.out}.calls.jsonl`, {
    budget,
    clock: context.clock,
    retry: !context.resumes,
  });
  const shared = { hindsight, journal, report, signal };
  const rng = createRng(context.seed);
  const wording =
    writer === RULES
      ? undefined
      : writtenIntents({
          ...shared,
          writer: await registry.chatIntentWriter({ ...chat, model: writer }),
          examples: trainingIntents(benchmark, tasks, context.seed),
          rng: rng.fork('writer'),
        });
  const proposed =
    proposer === undefined
      ? undefined
      : proposedEdits({
          ...shared,
          proposer: await registry.chatEditProposer({ ...chat, model: proposer }),
          maxSteps: benchmark.maxSteps,
          rng: rng.fork('proposer'),
        });
  return { parts: { wording, proposed }, journal };
}

/** Intents that show the style: of training tasks, and worded as no test task is. */
export function trainingIntents(benchmark: Benchmark, set: TaskSet, seed: number): string[] {
  const isTest = (index: number) => benchmark.isTestGroup(benchmark.groupOf(set.tasks[index]!));
  const tested = new Set(
    [...set.tasks.keys()].filter(isTest).map((index) => set.tasks[index]!.intent),
  );
  const train = (set.splits['train'] ?? []).filter(
    (index) => !isTest(index) && !tested.has(set.tasks[index]!.intent),
  );
  const drawn = createRng(seed).fork('examples').shuffle(train).slice(0, EXAMPLES);
  return drawn.map((index) => set.tasks[index]!.intent);
}
