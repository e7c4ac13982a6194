import { NO_USAGE, type Usage } from './usage.ts';

const marker = Symbol.for('armap.error');

/**
 * Base of every error this package throws on purpose. `code` is stable and meant for programs;
 * the message is derived from the fields and ends with what to do next.
 */
export class ArmapError extends Error {
  readonly code: string;
  readonly [marker] = true;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }

  /** Works across copies of the package, where `instanceof` does not. */
  static isInstance(value: unknown): value is ArmapError {
    return typeof value === 'object' && value !== null && marker in value;
  }
}

/** Where bad input was found: an option, a file, a line of a file, a field of a record. */
export interface InputPlace {
  readonly option?: string | undefined;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly field?: string | undefined;
}

/** The user gave something that cannot be used. The command line answers it with exit code 2. */
export class InputError extends ArmapError {
  readonly place: InputPlace;
  readonly problem: string;
  readonly remedy: string;

  constructor(fields: { place?: InputPlace; problem: string; remedy: string; cause?: unknown }) {
    const { place = {}, problem, remedy, cause } = fields;
    const where = describePlace(place);
    super('input', `${where}${where ? ': ' : ''}${problem}. ${remedy}`, { cause });
    this.place = place;
    this.problem = problem;
    this.remedy = remedy;
  }
}

function describePlace({ option, file, line, field }: InputPlace): string {
  const parts: string[] = [];
  if (option !== undefined) parts.push(option);
  if (file !== undefined) parts.push(line === undefined ? file : `${file}:${line}`);
  if (field !== undefined && field !== '') parts.push(`field "${field}"`);
  return parts.join(', ');
}

/** A policy could not answer: its server is down, refuses, or never sends anything usable. */
export class PolicyError extends ArmapError {
  readonly policy: string;
  readonly attempts: number;
  /** What the failed call cost all the same. */
  readonly usage: Usage;

  constructor(fields: { policy: string; attempts: number; cause: unknown; usage?: Usage }) {
    const { policy, attempts, cause, usage = NO_USAGE } = fields;
    const tries = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
    super('policy', `Policy ${policy} failed after ${tries}: ${describeCause(cause)}`, { cause });
    this.policy = policy;
    this.attempts = attempts;
    this.usage = usage;
  }
}

/** A reward model could not score. */
export class RewardError extends ArmapError {
  readonly reward: string;

  constructor(fields: { reward: string; problem: string; cause?: unknown }) {
    super('reward', `Reward ${fields.reward} failed: ${fields.problem}`, { cause: fields.cause });
    this.reward = fields.reward;
  }
}

/** The world behind an environment is gone or does not answer; a `reset` may bring it back. */
export class EnvironmentError extends ArmapError {
  readonly environment: string;

  constructor(fields: { environment: string; problem: string; remedy: string; cause?: unknown }) {
    const { environment, problem, remedy, cause } = fields;
    super('environment', `Environment ${environment}: ${problem}. ${remedy}`, { cause });
    this.environment = environment;
  }
}

/** One line that says what happened, for reports and journals. */
export function describeCause(cause: unknown): string {
  if (cause instanceof Error) return cause.message.split('\n', 1)[0] ?? cause.name;
  return String(cause);
}
