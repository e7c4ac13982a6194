import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { Registry } from 'prom-client';
import { describeCause } from '../core/errors.ts';
import type { ImageSource } from '../core/image-source.ts';
import type { RewardModel } from '../core/reward-model.ts';
import { SCORE_FORMAT, type ErrorCode, type ModelResponse } from '../reward/remote/score-format.ts';
import { bears, requireSafeAddress, urlOf } from './access.ts';
import { addArmapPaperRoutes } from './dialects/armap-paper.ts';
import { addArmapRoutes } from './dialects/armap.ts';
import { addOpenRlhfRoutes } from './dialects/openrlhf.ts';
import { addVllmRoutes } from './dialects/vllm.ts';
import { DEFAULT_LIMITS, type ServerLimits } from './limits.ts';
import { openApiDocument } from './openapi.ts';
import { PictureMemory } from './picture-memory.ts';
import { RequestError, RETRY_AFTER_SECONDS } from './request-error.ts';
import { Scoring } from './scoring.ts';
import { registerMetrics } from './server-metrics.ts';
import { ServedModel, type ModelIdentity } from './served-model.ts';

export interface RewardServerOptions {
  /** Opens a copy of the model and checks it; `pictures` has those that clients sent. */
  readonly open: (pictures: ImageSource) => Promise<RewardModel>;
  /** How many copies work at a time; 1 if absent. */
  readonly copies?: number | undefined;
  /** What clients must bring as bearer token; nothing if absent. */
  readonly token?: string | undefined;
  readonly limits?: Partial<ServerLimits> | undefined;
  /** Where the metrics are, with more of the caller's if it likes. */
  readonly registry?: Registry | undefined;
  readonly log?: ((message: string) => void) | undefined;
}

/** Paths that tell nothing but how the server is. */
const OPEN_PATHS = ['/health', '/ready'];

/** A client that sends its request slower than this is cut off. */
const REQUEST_TIMEOUT_MS = 60_000;

/**
 * A reward model behind HTTP: our own `/v1/score`, and what clients of vLLM, OpenRLHF and the
 * published ARMAP code ask. The format is told in docs/reward-servers.md.
 */
export class RewardServer {
  readonly #app: FastifyInstance;
  readonly #served: ServedModel;
  readonly #token: string | undefined;
  #isStopping = false;
  #accepted = 0;
  #answered = 0;

  private constructor(app: FastifyInstance, served: ServedModel, token: string | undefined) {
    this.#app = app;
    this.#served = served;
    this.#token = token;
  }

  /** Rejects with what `open` rejects with when the model cannot be opened. */
  static async create(options: RewardServerOptions): Promise<RewardServer> {
    const limits = { ...DEFAULT_LIMITS, ...options.limits };
    const { token, copies = 1, registry = new Registry(), log = () => undefined } = options;
    const pictures = new PictureMemory(limits);
    const metrics = registerMetrics(registry, () => served.waiting);
    const served = await ServedModel.open({
      open: () => options.open(pictures),
      copies,
      batch: limits.batch,
      waiting: limits.waiting,
      onBatch: metrics.batched,
      log,
    });
    const app = fastify({
      bodyLimit: limits.bodyBytes,
      requestTimeout: REQUEST_TIMEOUT_MS,
      // Our own answer says the same in our own format.
      return503OnClosing: false,
    });
    const server = new RewardServer(app, served, token);
    server.#addHooks(metrics, log);
    server.#addStatusRoutes(limits, registry);
    const scoring = new Scoring(served, pictures, limits);
    addArmapRoutes(app, scoring);
    addVllmRoutes(app, scoring);
    addOpenRlhfRoutes(app, scoring);
    await addArmapPaperRoutes(app, scoring);
    return server;
  }

  get model(): ModelIdentity {
    return this.#served.identity;
  }

  /** Requests that were accepted, and those of them whose answer was sent to its end. */
  get counts(): { readonly accepted: number; readonly answered: number } {
    return { accepted: this.#accepted, answered: this.#answered };
  }

  /**
   * Listens, and returns the address. Throws `InputError` for an address beyond this machine
   * without a token. Port 0 takes a free one.
   */
  async listen({ host, port }: { readonly host: string; readonly port: number }): Promise<string> {
    requireSafeAddress(host, this.#token);
    await this.#app.listen({ host, port });
    const address = this.#app.server.address();
    return urlOf(host, typeof address === 'object' && address !== null ? address.port : port);
  }

  reload(): Promise<ModelIdentity> {
    return this.#served.reload();
  }

  /** Takes no more requests, answers those that it took, and closes the model. */
  async close(): Promise<void> {
    this.#isStopping = true;
    await this.#app.close();
    await this.#served.close();
  }

  #addHooks(metrics: ReturnType<typeof registerMetrics>, log: (message: string) => void): void {
    const app = this.#app;
    const accepted = new WeakSet<FastifyRequest>();
    app.addHook('onRequest', async (request) => {
      if (this.#isStopping) {
        throw new RequestError('unavailable', { problem: 'the server is stopping' });
      }
      this.#accepted += 1;
      accepted.add(request);
      if (this.#token === undefined || OPEN_PATHS.includes(request.routeOptions.url ?? '')) return;
      if (bears(request.headers.authorization, this.#token)) return;
      const problem = 'the bearer token is missing or wrong';
      throw new RequestError('unauthorized', { problem });
    });
    app.addHook('onSend', async (_, reply) => {
      if (this.#isStopping) reply.header('connection', 'close');
    });
    app.addHook('onResponse', async (request, reply) => {
      if (accepted.has(request) && reply.raw.writableFinished) this.#answered += 1;
      const route = request.routeOptions.url ?? 'unknown';
      metrics.answered(route, reply.statusCode, reply.elapsedTime / 1000);
    });
    app.setErrorHandler((error: FastifyError, _, reply) => {
      const known = asRequestError(error);
      if (known.status === 500) log(`Request failed: ${describeCause(error)}`);
      return sendError(reply, known);
    });
    app.setNotFoundHandler((request, reply) => {
      const problem = `there is no ${request.method} ${request.url.split('?', 1)[0]!.slice(0, 80)}`;
      return sendError(reply, new RequestError('not-found', { problem }));
    });
  }

  #addStatusRoutes(limits: ServerLimits, registry: Registry): void {
    const app = this.#app;
    const model = (): ModelResponse => {
      const { name, version, calibrated, sees } = this.#served.identity;
      const { trajectories, bodyBytes, images } = limits;
      return {
        format: SCORE_FORMAT,
        model: { name, version, calibrated },
        sees,
        limits: { trajectories, bodyBytes, images },
      };
    };
    app.get('/health', async () => ({ status: 'ok' }));
    // While the server stops, the hook has answered already.
    app.get('/ready', async () => ({ status: 'ready' }));
    app.get('/v1/model', async () => model());
    app.post('/v1/reload', async () => {
      await this.reload();
      return model();
    });
    app.get('/openapi.json', async () => openApiDocument());
    app.get('/metrics', async (_, reply) => {
      reply.type(registry.contentType);
      return registry.metrics();
    });
  }
}

function sendError(reply: FastifyReply, error: RequestError): FastifyReply {
  if (error.isTemporary) reply.header('retry-after', RETRY_AFTER_SECONDS);
  if (error.status === 401) reply.header('www-authenticate', 'Bearer');
  return reply.code(error.status).send(error.body);
}

const CODE_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'bad-request',
  413: 'too-large',
  415: 'unsupported-media-type',
};

/** What went wrong, in our format; what is not the client's fault is told to the log only. */
function asRequestError(error: FastifyError | RequestError): RequestError {
  if (error instanceof RequestError) return error;
  const code = CODE_OF_STATUS[error.statusCode ?? 500];
  if (code !== undefined) return new RequestError(code, { problem: error.message, cause: error });
  const problem = 'the server failed; its log says why';
  return new RequestError('model-failed', { problem, cause: error });
}
