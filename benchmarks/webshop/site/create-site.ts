import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { describeCause, InputError } from '../../../src/core/errors.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Goal } from '../goals/goal.ts';
import { pathOf, readAddress } from './address.ts';
import { CLIENT_SCRIPT } from './client-script.ts';
import { goalsBySession } from './goal-of-session.ts';
import { html } from './html.ts';
import { documentOf } from './pages/layout.ts';
import { PictureShelf } from './picture-shelf.ts';
import { PLACEHOLDER, PLACEHOLDER_SVG } from './placeholder.ts';
import { showAddress } from './show-address.ts';
import { STYLESHEET } from './stylesheet.ts';

export interface ShopSiteOptions {
  readonly catalogue: Catalogue;
  readonly goals: readonly Goal[];
  /**
   * Prints the reward on the last page, as the original does, for agents that read it there. False
   * if not given: then the true score is nowhere on the site.
   */
  readonly showReward?: boolean | undefined;
  /** Offers a page with the product's attributes. */
  readonly showAttributes?: boolean | undefined;
}

export interface ShopSite {
  readonly app: FastifyInstance;
  /**
   * Opens the site and gives its address, without a slash at the end. Port 0 takes a free one.
   * Throws `InputError` if it cannot be opened there.
   */
  listen(place?: { readonly port?: number; readonly host?: string }): Promise<string>;
  close(): Promise<void>;
}

/** Pages get their styles, pictures and one small script from here, and nothing from elsewhere. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; " +
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

const HOUR = 'public, max-age=3600';
const YEAR = 'public, max-age=31536000, immutable';
const MAX_BODY_BYTES = 64 * 1024;
const MAX_HEADER_BYTES = 64 * 1024;
const LONGEST_PATH = 32_000;

/**
 * The shop as a web site, with the addresses of the original. All that a page depends on stands in
 * its address, so the site keeps nothing between requests: any number of shoppers, no session to run
 * out, and a reloaded page is the same page. Throws `InputError` for a shop without goals.
 */
export function createShopSite(options: ShopSiteOptions): ShopSite {
  if (options.goals.length === 0) {
    throw new InputError({
      problem: 'the shop has no tasks',
      remedy: 'Give a catalogue whose products have instructions',
    });
  }
  const { catalogue, goals, showReward = false, showAttributes = false } = options;
  const shown = { catalogue, showReward, showAttributes };
  const goalOf = goalsBySession(goals);
  const pictures = new PictureShelf(catalogue);
  const app = Fastify({
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: true,
    http: { maxHeaderSize: MAX_HEADER_BYTES },
    routerOptions: { maxParamLength: MAX_HEADER_BYTES },
    frameworkErrors: (_error, _request, reply) => void sendProblem(reply, 400, 'No such address.'),
  });

  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      done(null, new URLSearchParams(String(body)));
    },
  );
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(HEADERS);
  });
  app.setErrorHandler((error: { readonly statusCode?: number }, _request, reply) =>
    sendProblem(reply, error.statusCode ?? 500, 'The shop could not show this page.'),
  );

  app.get('/', (_request, reply) => reply.redirect('/0'));
  const constant = (path: string, type: string, body: string) => {
    app.get(path, (_request, reply) => reply.type(type).header('cache-control', HOUR).send(body));
  };
  constant('/style.css', 'text/css; charset=utf-8', STYLESHEET);
  constant('/shop.js', 'text/javascript; charset=utf-8', CLIENT_SCRIPT);
  constant(PLACEHOLDER, 'image/svg+xml', PLACEHOLDER_SVG);

  app.get<{ Querystring: { width?: string } }>('/pictures/*', async (request, reply) => {
    const picture = await pictures.find(pathIn(request), widthIn(request.query.width));
    if (picture === undefined) return sendProblem(reply, 404, 'There is no such picture.');
    return reply.type('image/png').header('cache-control', YEAR).send(picture);
  });

  app.route<{ Querystring: { search_query?: string } }>({
    method: ['GET', 'POST'],
    url: '/*',
    handler: (request, reply) => {
      const path = pathIn(request);
      if (path.length > LONGEST_PATH) return sendProblem(reply, 414, 'The address is too long.');
      const address = readAddress(path);
      if (address === undefined) return sendProblem(reply, 404, 'There is no such page.');
      const goal = goalOf(address.session);
      if (goal === undefined) {
        const last = goals.length - 1;
        return sendProblem(reply, 404, `There is no such task: they are 0 to ${last}.`);
      }
      const query = address.kind === 'start' ? queryIn(request) : undefined;
      if (query !== undefined) {
        const { session } = address;
        const words = query.toLowerCase();
        const results = { kind: 'results', session, query: words, pageNumber: 1 } as const;
        return reply.redirect(pathOf(results));
      }
      const page = showAddress(shown, goal, address);
      if (page === undefined) return sendProblem(reply, 404, 'There is no such product.');
      return reply.type('text/html').header('cache-control', 'no-store').send(page.markup);
    },
  });

  return {
    app,
    async listen({ port = 3000, host = '127.0.0.1' } = {}) {
      try {
        return await app.listen({ port, host });
      } catch (cause) {
        throw new InputError({
          place: { option: '--port, --host' },
          problem: `no site can be opened at ${host}:${port} (${describeCause(cause)})`,
          remedy: 'Choose a free port of this machine',
          cause,
        });
      }
    },
    async close() {
      await app.close();
    },
  };
}

function pathIn({ url }: FastifyRequest): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}

function widthIn(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

/** From the form, or as `?search_query=`. */
function queryIn({
  body,
  query,
}: Pick<FastifyRequest<{ Querystring: { search_query?: string } }>, 'body' | 'query'>) {
  const typed = body instanceof URLSearchParams ? body.get('search_query') : null;
  const asked: unknown = typed ?? query.search_query;
  return typeof asked === 'string' && asked !== '' ? asked : undefined;
}

function sendProblem(reply: FastifyReply, status: number, problem: string): FastifyReply {
  const body = html`<main>
    <h1>${problem}</h1>
    <p><a href="/">Go to the shop</a></p>
  </main>`;
  return reply.code(status).type('text/html').send(documentOf('problem', body).markup);
}
