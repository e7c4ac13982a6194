import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Behaviour, WrittenCall, WrittenToken } from './openai-behaviours.ts';

export * from './openai-behaviours.ts';

const partSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({
    type: z.literal('image_url'),
    image_url: z.object({
      url: z.string().regex(/^data:image\/(?:png|jpeg|webp);base64,[\w+/]+=*$/),
    }),
  }),
]);

const toolSchema = z.object({
  type: z.literal('function'),
  function: z.object({
    name: z.string().regex(/^[\w-]{1,64}$/),
    description: z.string(),
    parameters: z.looseObject({ type: z.literal('object') }),
  }),
});

const bodySchema = z.looseObject({
  model: z.string(),
  messages: z.array(
    z.object({ role: z.string(), content: z.union([z.string().min(1), z.array(partSchema)]) }),
  ),
  tools: z.array(toolSchema).min(1).optional(),
  tool_choice: z.enum(['auto', 'required', 'none']).optional(),
  n: z.int().positive().default(1),
  temperature: z.number().optional(),
  logprobs: z.boolean().optional(),
  top_logprobs: z.int().min(0).max(20).optional(),
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
  /** The most requests that were under way at once. */
  readonly busiest: () => number;
  close(): Promise<void>;
}

/**
 * Starts a server for tests that speaks `POST /v1/chat/completions` of OpenAI's protocol and
 * misbehaves as the script says. What a real server refuses, such as an empty message or a picture
 * that is no data URL, is answered with 500. Four characters count as one token.
 */
export async function startOpenAiServer(script: Script): Promise<OpenAiServer> {
  const requests: RecordedRequest[] = [];
  const sent = { promptTokens: 0, completionTokens: 0 };
  let abandoned = 0;
  let underWay = 0;
  let busiest = 0;
  let closing = false;

  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = bodySchema.parse(JSON.parse(await readText(incoming)));
    const { authorization } = incoming.headers;
    const request = { path: incoming.url ?? '', authorization, body };
    requests.push(request);
    const behaviour = behaviourFor(script, request, requests.length - 1);
    busiest = Math.max(busiest, (underWay += 1));
    response.on('close', () => {
      underWay -= 1;
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
    busiest: () => busiest,
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
  const { texts, calls = [], choices = body.n, tokens } = behaviour;
  const messages = Array.from({ length: choices }, (_, index) =>
    messageOf(texts[index % texts.length] ?? null, calls[index % calls.length]),
  );
  const promptTokens =
    tokensOf(body.messages.flatMap(({ content }) => textsOf(content))) +
    tokensOf((body.tools ?? []).map((tool) => JSON.stringify(tool)));
  const completionTokens = tokensOf(messages.map((message) => writtenIn(message)));
  return {
    id: 'chatcmpl-test',
    object: 'chat.completion',
    created: 0,
    model: body.model,
    choices: messages.map((message, index) => ({
      index,
      message,
      logprobs: body.logprobs === true && tokens !== undefined ? told(tokens) : null,
      finish_reason:
        behaviour.finishReason ?? (message.tool_calls === undefined ? 'stop' : 'tool_calls'),
    })),
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
    },
  };
}

function told(tokens: readonly WrittenToken[]) {
  const content = tokens.map(({ token, probabilities = { [token]: 1 } }) => ({
    token,
    logprob: Math.log(probabilities[token] ?? 1),
    top_logprobs: Object.entries(probabilities).map(([other, probability]) => ({
      token: other,
      logprob: Math.log(probability),
    })),
  }));
  return { content };
}

function messageOf(content: string | null, calls: readonly WrittenCall[] = []) {
  const message = { role: 'assistant', content };
  if (calls.length === 0) return { ...message, tool_calls: undefined };
  const tool_calls = calls.map((call, index) => ({
    id: `call_${index}`,
    type: 'function',
    function: call,
  }));
  return { ...message, tool_calls };
}

function writtenIn({ content, tool_calls = [] }: ReturnType<typeof messageOf>): string {
  const calls = tool_calls.map((call) => call.function.name + call.function.arguments);
  return [content ?? '', ...calls].join('');
}

/** What stands for a picture of 1024 by 1024 pixels, in characters: 765 tokens with gpt-4o. */
const PICTURE = ' '.repeat(4 * 765);

function textsOf(content: ChatBody['messages'][number]['content']): string[] {
  if (typeof content === 'string') return [content];
  return content.map((part) => (part.type === 'text' ? part.text : PICTURE));
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
