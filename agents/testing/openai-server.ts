import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Behaviour } from './openai-behaviours.ts';

export * from './openai-behaviours.ts';

const bodySchema = z.looseObject({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  n: z.int().positive().default(1),
  temperature: z.number().optional(),
  max_tokens: z.int().optional(),
  max_completion_tokens: z.int().optional(),
});

export type ChatBody = z.infer<typeof bodySchema>;

export interface RecordedRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: ChatBody;
}

/** One behaviour for every request, one after another (the last one stays), or a function. */
export type Script =
  Behaviour | readonly Behaviour[] | ((request: RecordedRequest, index: number) => Behaviour);

export interface OpenAiServer extends AsyncDisposable {
  /** What to give as base URL, on the loopback interface. */
  readonly baseUrl: string;
  readonly requests: readonly RecordedRequest[];
  /** The sum of the usage in the answers that were sent in full. */
  readonly sent: { readonly promptTokens: number; readonly completionTokens: number };
  /** Requests that the client gave up before they were answered. */
  readonly abandoned: () => number;
  close(): Promise<void>;
}

/**
 * Starts a server for tests that speaks `POST /v1/chat/completions` of OpenAI's protocol and
 * misbehaves as the script says. Four characters count as one token.
 */
export async function startOpenAiServer(script: Script): Promise<OpenAiServer> {
  const requests: RecordedRequest[] = [];
  const sent = { promptTokens: 0, completionTokens: 0 };
  let abandoned = 0;
  let closing = false;

  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = bodySchema.parse(JSON.parse(await readText(incoming)));
    const { authorization } = incoming.headers;
    const request = { path: incoming.url ?? '', authorization, body };
    requests.push(request);
    const behaviour = behaviourFor(script, request, requests.length - 1);
    response.on('close', () => {
      if (!response.writableEnded && behaviour.kind !== 'reset' && !closing) abandoned += 1;
    });
    switch (behaviour.kind) {
      case 'hang':
        return;
      case 'reset':
        incoming.socket.resetAndDestroy();
        return;
      case 'body':
        response.writeHead(behaviour.status, { 'content-type': behaviour.contentType });
        response.end(behaviour.body);
        return;
      case 'refuse': {
        const { status, text, code, headers } = behaviour;
        const error = { message: text, type: 'invalid_request_error', code };
        sendJson(response, status, { error }, headers);
        return;
      }
      case 'answer': {
        if (behaviour.delayMs !== undefined) await sleep(behaviour.delayMs);
        if (response.destroyed) return;
        const completion = complete(body, behaviour);
        sendJson(response, 200, completion);
        sent.promptTokens += completion.usage.prompt_tokens;
        sent.completionTokens += completion.usage.completion_tokens;
      }
    }
  };

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch((error: unknown) => {
      sendJson(response, 500, { error: { message: `test server: ${String(error)}` } });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const close = async (): Promise<void> => {
    closing = true;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    sent,
    abandoned: () => abandoned,
    close,
    [Symbol.asyncDispose]: close,
  };
}

function behaviourFor(script: Script, request: RecordedRequest, index: number): Behaviour {
  if (typeof script === 'function') return script(request, index);
  if ('kind' in script) return script;
  const behaviour = script[Math.min(index, script.length - 1)];
  if (behaviour === undefined) throw new RangeError('The script is empty');
  return behaviour;
}

function complete(body: ChatBody, behaviour: Extract<Behaviour, { kind: 'answer' }>) {
  const { texts, choices = body.n, finishReason = 'stop' } = behaviour;
  const contents = Array.from(
    { length: choices },
    (_, index) => texts[index % texts.length] ?? null,
  );
  const promptTokens = tokensOf(body.messages.map(({ content }) => content));
  const completionTokens = tokensOf(contents.map((content) => content ?? ''));
  return {
    id: 'chatcmpl-test',
    object: 'chat.completion',
    created: 0,
    model: body.model,
    choices: contents.map((content, index) => ({
      index,
      message: { role: 'assistant', content },
      finish_reason: finishReason,
    })),
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
    },
  };
}

/** At least one for each text, as with a real model, which always writes an end. */
function tokensOf(texts: readonly string[]): number {
  return texts.reduce((total, text) => total + 1 + Math.floor(text.length / 4), 0);
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
