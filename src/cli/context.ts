import type { Clock } from '../core/budget.ts';
import type { Console } from './console.ts';
import type { Registry } from './registry.ts';

/** What every command works with. */
export interface CommandContext {
  readonly registry: Registry;
  readonly console: Console;
  readonly clock: Clock;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Warnings go where people read, one line each. */
export function warnOn({ log }: Console): (message: string) => void {
  return (message) => {
    log(`armap: warning: ${message}`);
  };
}

/** Thrown by a command that was interrupted after it had put its work in order. */
export class Interrupted extends Error {
  constructor(advice: string) {
    super(`Interrupted. ${advice}`);
    this.name = 'Interrupted';
  }
}
