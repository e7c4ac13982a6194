import type { Command } from 'commander';
import type { Benchmark, TaskSet } from '../core/benchmark.ts';
import type { Console } from './console.ts';
import {
  collectNamedOption,
  givenValues,
  requireKnown,
  type GivenOptions,
} from './named-options.ts';

const FLAG = '--benchmark-option';

/** What the command line says about the tasks of a benchmark. */
export interface DataFlags {
  readonly data?: string;
  readonly benchmarkOption?: GivenOptions;
}

export function addDataOptions(command: Command): void {
  command
    .option('--data <path>', "the benchmark's data instead of what is embedded")
    .option(
      `${FLAG} <key=value>`,
      'an option of the benchmark, see "armap benchmarks"; may be repeated',
      collectNamedOption,
    );
}

/**
 * Loads a benchmark's tasks and logs what is to be known of its data. Throws `InputError` for an
 * option that it does not have.
 */
export async function loadBenchmark(
  benchmark: Benchmark,
  { data, benchmarkOption = {} }: DataFlags,
  { log }: Pick<Console, 'log'>,
): Promise<TaskSet> {
  const { options = [], name } = benchmark;
  requireKnown(benchmarkOption, options, { flag: FLAG, owner: name });
  const set = await benchmark.load({ data, options: givenValues(benchmarkOption, options, FLAG) });
  for (const warning of set.warnings ?? []) log(warning);
  return set;
}

/** For the settings of a journal or an output file; nothing where nothing was given. */
export function dataSettings({ data, benchmarkOption }: DataFlags): Record<string, string | null> {
  return {
    data: data ?? null,
    ...(benchmarkOption === undefined ? {} : { benchmarkOptions: JSON.stringify(benchmarkOption) }),
  };
}
