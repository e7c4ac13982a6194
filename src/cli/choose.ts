import { closest, distance } from 'fastest-levenshtein';
import type { Benchmark } from '../core/benchmark.ts';
import { InputError } from '../core/errors.ts';
import type { Planner } from '../core/planner.ts';
import type { Policy } from '../core/policy.ts';
import type { BenchmarkEntry, ChatPolicyOptions, PlannerOptions, Registry } from './registry.ts';

/** A wrong name is answered with the nearest right one if at most this share of it must change. */
const NEAR = 0.5;

/** Finds a choice by its name, or says which names there are and which is nearest. */
export function choose<T>(
  choices: readonly T[],
  name: string,
  { what, option, nameOf }: { what: string; option: string; nameOf: (choice: T) => string },
): T {
  const found = choices.find((choice) => nameOf(choice) === name);
  if (found !== undefined) return found;
  const names = choices.map(nameOf);
  const nearest = closest(name, names);
  const isNear = distance(name, nearest) <= NEAR * Math.max(name.length, nearest.length);
  throw new InputError({
    place: { option },
    problem: `there is no ${what} "${name}"`,
    remedy: `${isNear ? `Did you mean "${nearest}"? ` : ''}Known: ${names.join(', ')}`,
  });
}

export function chooseBenchmark(registry: Registry, name: string): BenchmarkEntry {
  return choose(registry.benchmarks, name, {
    what: 'benchmark',
    option: '<benchmark>',
    nameOf: ({ benchmark }) => benchmark.name,
  });
}

export function choosePlanners(
  registry: Registry,
  names: string,
  options: PlannerOptions,
): Planner[] {
  const unique = [...new Set(names.split(',').map((name) => name.trim()))];
  return unique.map((name) =>
    choose(registry.planners, name, {
      what: 'planner',
      option: '--planner',
      nameOf: (planner) => planner.name,
    }).create(options),
  );
}

/** An embedded policy of the benchmark by its name, or a chat model as `provider:MODEL`. */
export async function choosePolicy(
  entry: BenchmarkEntry,
  name: string,
  options: Omit<ChatPolicyOptions, 'model'>,
): Promise<Policy> {
  if (/^[a-z0-9_-]+:./i.test(name)) return entry.chatPolicy({ ...options, model: name });
  const { policies }: Benchmark = entry.benchmark;
  return choose([...Object.entries(policies), CHAT_MODEL], name, {
    what: 'policy',
    option: '--policy',
    nameOf: ([key]) => key,
  })[1].create();
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
