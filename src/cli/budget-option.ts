import type { Budget, Resource } from '../core/budget.ts';
import { InputError } from '../core/errors.ts';
import { choose, isChatModel } from './choose.ts';

interface Limit {
  /** As it is written on the command line. */
  readonly key: string;
  readonly resource: Resource;
  /** Counts are whole numbers; money and time need not be. */
  readonly isCount: boolean;
}

const LIMITS: readonly Limit[] = [
  { key: 'policyCalls', resource: 'policyCalls', isCount: true },
  { key: 'promptTokens', resource: 'promptTokens', isCount: true },
  { key: 'completionTokens', resource: 'completionTokens', isCount: true },
  { key: 'rewardCalls', resource: 'rewardCalls', isCount: true },
  { key: 'environmentSteps', resource: 'environmentSteps', isCount: true },
  { key: 'usd', resource: 'costUsd', isCount: false },
  { key: 'wallMs', resource: 'wallMs', isCount: false },
];

const OPTION = '--budget';

/** What the budget may name, for `--help`. */
export const BUDGET_KEYS = LIMITS.map(({ key }) => key).join(', ');

/**
 * Reads `policyCalls=50,usd=0.10,wallMs=30000`, the most that planning may spend on each task.
 * Throws `InputError` for a key that is unknown or repeated, and for a limit that is no number.
 */
export function parseBudget(text: string): Budget {
  const budget: Partial<Record<Resource, number>> = {};
  for (const part of text.split(',')) {
    const [key = '', limit, ...rest] = part.split('=').map((piece) => piece.trim());
    if (limit === undefined || rest.length > 0) {
      throw refuse(
        `"${part.trim()}" is not a limit`,
        'Give limits such as policyCalls=50,usd=0.10',
      );
    }
    const { resource, isCount } = choose(LIMITS, key, {
      what: 'resource',
      option: OPTION,
      nameOf: (known) => known.key,
    });
    if (budget[resource] !== undefined) throw refuse(`${key} is there twice`, 'Give it once');
    const value = Number(limit);
    const isRight = isCount ? Number.isSafeInteger(value) : Number.isFinite(value);
    if (limit === '' || !isRight || value < 0) {
      const kind = isCount ? 'a whole number' : 'a number';
      throw refuse(`${key} is "${limit}"`, `Give ${kind} of at least 0`);
    }
    budget[resource] = value;
  }
  return budget;
}

/**
 * Throws `InputError` when money is limited and nobody said what the tokens cost: every call would
 * count as free, and the limit would hold nothing.
 */
export function requirePrice(
  budget: Budget,
  {
    policy,
    reflector = '',
    price,
  }: {
    readonly policy: string;
    readonly reflector?: string | undefined;
    readonly price?: unknown;
  },
): void {
  const model = [policy, reflector].find(isChatModel);
  if (budget.costUsd === undefined || price !== undefined || model === undefined) return;
  throw refuse(
    `usd is limited, but what ${model} costs is not known`,
    'Give --price IN,OUT, the USD for a million prompt and completion tokens',
  );
}

function refuse(problem: string, remedy: string): InputError {
  return new InputError({ place: { option: OPTION }, problem, remedy });
}
