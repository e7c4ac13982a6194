import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP, isIPv4 } from 'node:net';
import { InputError } from '../core/errors.ts';

/** Whether only programs on this machine can reach a server that listens there. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '::1') return true;
  return isIPv4(host) && host.startsWith('127.');
}

/** Throws `InputError` unless it is safe to listen there: beyond this machine a token is a must. */
export function requireSafeAddress(host: string, token: string | undefined): void {
  if (isLoopback(host) || token !== undefined) return;
  throw new InputError({
    place: { option: '--host' },
    problem: `${host} can be reached from other machines, and no token guards the server`,
    remedy: 'Put a secret into an environment variable and name it with --token-env NAME',
  });
}

/** Whether an `Authorization` header carries this token. Takes equally long wherever they differ. */
export function bears(authorization: string | undefined, token: string): boolean {
  const given = /^Bearer +(.+)$/i.exec(authorization ?? '')?.[1] ?? '';
  return timingSafeEqual(digest(given), digest(token));
}

/** `http://[::1]:8100` */
export function urlOf(host: string, port: number): string {
  return `http://${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
