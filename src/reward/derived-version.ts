import { createHash } from 'node:crypto';

/** A version that changes whenever one of these parts does; parts are anything that JSON keeps. */
export function derivedVersion(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
}
