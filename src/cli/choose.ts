import type { Benchmark } from '../core/benchmark.ts';
import { InputError } from '../core/errors.ts';
import { nearestName } from '../core/nearest-name.ts';
import type { PlannerFactory } from '../core/planner-factory.ts';
import type { Planner } from '../core/planner.ts';
import type { Policy } from '../core/policy.ts';
import type { Reflector } from '../core/reflector.ts';
import { ruleBasedReflector } from '../search/rule-based-reflector.ts';
import { ImageStore } from '../store/image-store.ts';
import type { BenchmarkEntry, ChatOptions, ChatPolicyOptions, Registry } from './registry.ts';

/** Finds a choice by its name, or says which names there are and which is nearest. */
export function choose<T>(
  choices: readonly T[],
  name: string,
  { what, option, nameOf }: { what: string; option: string; nameOf: (choice: T) => string },
): T {
  const found = choices.find((choice) => nameOf(choice) === name);
  if (found !== undefined) return found;
  const names = choices.map(nameOf);
  const nearest = nearestName(name, names);
  throw new InputError({
    place: { option },
    problem: `there is no ${what} "${name}"`,
    remedy: `${nearest === undefined ? '' : `Did you mean "${nearest}"? `}Known: ${names.join(', ')}`,
  });
}

export function chooseBenchmark(registry: Registry, name: string): BenchmarkEntry {
  return choose(registry.benchmarks, name, {
    what: 'benchmark',
    option: '<benchmark>',
    nameOf: ({ benchmark }) => benchmark.name,
  });
}

/** The planners of a list, each once, in its order. */
export function choosePlanners(registry: Registry, names: string): PlannerFactory[] {
  const unique = [...new Set(names.split(',').map((name) => name.trim()))];
  return unique.map((name) =>
    choose(registry.planners, name, {
      what: 'planner',
      option: '--planner',
      nameOf: (planner) => planner.name,
    }),
  );
}

/** What the command line says of whoever acts. */
type PolicyChoice = Omit<ChatPolicyOptions, 'model' | 'pictures'> & {
  /** The folder with the pictures of pages. */
  readonly pictures?: string | undefined;
  /** Of how many of the last pages a chat model is shown the picture. */
  readonly showPages?: number | undefined;
};

/** An embedded policy of the benchmark by its name, or a chat model as `provider:MODEL`. */
export async function choosePolicy(
  entry: BenchmarkEntry,
  name: string,
  { pictures: folder, showPages: pages, ...options }: PolicyChoice,
): Promise<Policy> {
  if (isChatModel(name)) {
    const source = pages === undefined ? undefined : new ImageStore(requirePictures(folder));
    const pictures = source && { source, pages: pages! };
    return entry.chatPolicy({ ...options, model: name, pictures });
  }
  const { policies }: Benchmark = entry.benchmark;
  return choose([...Object.entries(policies), CHAT_MODEL], name, {
    what: 'policy',
    option: '--policy',
    nameOf: ([key]) => key,
  })[1].create();
}

/**
 * The rules, or a chat model as `provider:MODEL`; undefined when none was asked for. Throws
 * `InputError` when none of the planners would ask it.
 */
export async function chooseReflector(
  registry: Registry,
  name: string | undefined,
  planners: readonly Planner[],
  options: Omit<ChatOptions, 'model'>,
): Promise<Reflector | undefined> {
  if (name === undefined) return undefined;
  if (!planners.some(({ reflects }) => reflects === true)) {
    throw new InputError({
      place: { option: '--reflector' },
      problem: 'none of the planners reflects on failed attempts',
      remedy: 'Give --planner reflexion or lats, or leave it out',
    });
  }
  if (isChatModel(name)) return registry.chatReflector({ ...options, model: name });
  if (name === ruleBasedReflector.name) return ruleBasedReflector;
  throw new InputError({
    place: { option: '--reflector' },
    problem: `there is no reflector "${name}"`,
    remedy: `Known: ${ruleBasedReflector.name}, openai:MODEL`,
  });
}

function requirePictures(folder: string | undefined): string {
  if (folder !== undefined) return folder;
  throw new InputError({
    place: { option: '--show-pages' },
    problem: 'it is not known where the pictures are',
    remedy: 'Give --pictures as well',
  });
}

/** Whether a policy is named as `provider:MODEL`, such as `openai:gpt-5-mini`. */
export function isChatModel(policy: string): boolean {
  return /^[a-z0-9_-]+:./i.test(policy);
}

/** Listed among the names, so that whoever asks for a wrong one learns of chat models too. */
const CHAT_MODEL: [string, Benchmark['policies'][string]] = [
  'openai:MODEL',
  {
    summary: 'a chat model',
    create: () => {
      throw new InputError({
        place: { option: '--policy' },
        problem: 'MODEL stands for the name of a model',
        remedy: 'Give one, such as openai:gpt-5-mini',
      });
    },
  },
];
