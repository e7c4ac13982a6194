import type { Command } from 'commander';
import type { Benchmark } from '../core/benchmark.ts';
import type { PlannerFactory } from '../core/planner-factory.ts';
import type { ImageSource } from '../core/image-source.ts';
import type { Policy } from '../core/policy.ts';
import type { Reflector } from '../core/reflector.ts';
import type { EditProposer, IntentWriter } from '../core/writer.ts';
import type { RewardModel } from '../core/reward-model.ts';
import type { Labeller } from '../feedback/labeller.ts';
import type { CommandContext } from './context.ts';

/** What the command line passes on to whoever asks a chat model. */
export interface ChatOptions {
  /** `provider:MODEL`, such as `openai:gpt-5-mini`. */
  readonly model: string;
  readonly baseUrl?: string | undefined;
  /** US dollars for a million prompt tokens and a million completion tokens. */
  readonly price?: readonly [prompt: number, completion: number] | undefined;
  /** The most tokens of one answer, private reasoning included. */
  readonly maxCompletionTokens: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** How a chat model that acts is to be asked. */
export interface ChatPolicyOptions extends ChatOptions {
  /** How the model names an action; `text` if absent. */
  readonly dialect?: 'text' | 'tools' | undefined;
  /** The pictures of how many of the last pages it is shown, and where they are; none if absent. */
  readonly pictures?: { readonly source: ImageSource; readonly pages: number } | undefined;
}

export const JUDGE_METHODS = ['pointwise', 'checklist', 'pairwise'] as const;
export type JudgeMethodName = (typeof JUDGE_METHODS)[number];

/** How a chat model is to judge trajectories. */
export interface JudgeOptions extends ChatOptions {
  /** `pointwise` if absent. */
  readonly method?: JudgeMethodName | undefined;
  /** Where the pictures of pages are; none are shown if absent. */
  readonly images?: ImageSource | undefined;
  /** A folder in which to keep what it writes about intents; in memory if absent. */
  readonly notes?: string | undefined;
  /** The most that it may cost; not limited if absent. */
  readonly budgetUsd?: number | undefined;
}

/** A reward that keeps an account. */
export interface Judge extends RewardModel {
  /** So far. */
  readonly spent: {
    readonly questions: number;
    readonly promptTokens: number;
    readonly completionTokens: number;
    readonly costUsd: number;
  };
}

/** How a chat model is to compare trajectories. */
export interface PreferenceOptions extends ChatOptions {
  /** What makes a trajectory the better one; the judge's own words if absent. */
  readonly criteria?: string | undefined;
  /** Where the pictures of pages are; none are shown if absent. */
  readonly pictures?: ImageSource | undefined;
}

export interface BenchmarkEntry {
  readonly benchmark: Benchmark;
  /** A policy that asks a chat model with the prompts of this benchmark. Throws `InputError`. */
  chatPolicy(options: ChatPolicyOptions): Promise<Policy>;
  /** Adds the benchmark's own command: `armap webshop serve`. */
  addCommands?(program: Command, context: CommandContext): void;
}

/** What the command line can offer. It knows none of these by itself: the composition names them. */
export interface Registry {
  readonly benchmarks: readonly BenchmarkEntry[];
  readonly planners: readonly PlannerFactory[];
  /** A reflector that asks a chat model. Throws `InputError`. */
  chatReflector(options: ChatOptions): Promise<Reflector>;
  /** Writes intents by asking a chat model. Throws `InputError`. */
  chatIntentWriter(options: ChatOptions): Promise<IntentWriter>;
  /** Thinks of edits by asking a chat model. Throws `InputError`. */
  chatEditProposer(options: ChatOptions): Promise<EditProposer>;
  /** A reward that asks a chat model. Throws `InputError`. */
  chatJudge(options: JudgeOptions): Promise<Judge>;
  /** A labeller that asks a chat model. Throws `InputError`. */
  preferenceJudge(options: PreferenceOptions): Promise<Labeller>;
}
