import type { FastifyReply } from 'fastify';
import { RequestError } from './request-error.ts';

/** Aborts when the client goes away before it has its answer. */
export function untilDisconnect({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  raw.once('close', () => {
    if (raw.writableFinished) return;
    controller.abort(new RequestError('unavailable', { problem: 'the client went away' }));
  });
  return controller.signal;
}
