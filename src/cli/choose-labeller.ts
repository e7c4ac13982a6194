import { readFile } from 'node:fs/promises';
import type { Task, TaskSet } from '../core/benchmark.ts';
import { describeCause, InputError } from '../core/errors.ts';
import type { Labeller } from '../feedback/labeller.ts';
import { createRulesLabeller, RULES } from '../feedback/rules-labeller.ts';
import { ImageStore } from '../store/image-store.ts';
import { isChatModel } from './choose.ts';
import type { CommandContext } from './context.ts';
import type { ChatFlags } from './shared-options.ts';

export interface LabellerFlags extends ChatFlags {
  readonly labeller: string;
  /** A file with the words by which a chat model is to judge. */
  readonly criteria?: string;
  /** The folder with the pictures that a chat model is shown. */
  readonly pictures?: string;
}

/** The rules, or a chat model as `provider:MODEL`. Throws `InputError` when there is no such one. */
export async function chooseLabeller(
  flags: LabellerFlags,
  { hindsight }: TaskSet,
  tasks: ReadonlyMap<string, Task>,
  { registry, environment }: CommandContext,
): Promise<Labeller> {
  const { labeller: name, criteria, pictures, baseUrl, price, maxCompletionTokens } = flags;
  if (isChatModel(name)) {
    return registry.preferenceJudge({
      model: name,
      baseUrl,
      price,
      maxCompletionTokens,
      environment,
      criteria: criteria === undefined ? undefined : await readCriteria(criteria),
      pictures: pictures === undefined ? undefined : new ImageStore(pictures),
    });
  }
  if (name === RULES && hindsight !== undefined) {
    return createRulesLabeller({ hindsight, taskOf: ({ taskId }) => tasks.get(taskId) });
  }
  throw new InputError({
    place: { option: '--labeller' },
    problem:
      name === RULES
        ? 'the benchmark has no rules for making reward data'
        : `there is no labeller "${name}"`,
    remedy: `Give a chat model as openai:MODEL${name === RULES ? '' : `, or ${RULES}`}`,
  });
}

async function readCriteria(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new InputError({
      place: { option: '--criteria', file },
      problem: `cannot be read (${describeCause(cause)})`,
      remedy: 'Check the path and its permissions',
      cause,
    });
  }
}
