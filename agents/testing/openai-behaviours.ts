/** A call of a tool as a model writes it. */
export interface WrittenCall {
  readonly name: string;
  /** Meant to be JSON. */
  readonly arguments: string;
}

/** A token that was written, and the probabilities of what might have been. */
export interface WrittenToken {
  readonly token: string;
  readonly probabilities?: Readonly<Record<string, number>> | undefined;
}

/** What the test server does with one request. */
export type Behaviour =
  | {
      readonly kind: 'answer';
      /** The texts of the choices; used again from the first when more choices are asked for. */
      readonly texts: readonly (string | null)[];
      /** The calls of the choices, in the same way. */
      readonly calls?: readonly (readonly WrittenCall[])[] | undefined;
      /** How many choices to give. Default: as many as the request asks for. */
      readonly choices?: number | undefined;
      readonly finishReason?: string | undefined;
      /** What the choices are made of, told to those who ask for it. */
      readonly tokens?: readonly WrittenToken[] | undefined;
      readonly delayMs?: number | undefined;
    }
  | {
      readonly kind: 'refuse';
      readonly status: number;
      readonly text: string;
      readonly code?: string | undefined;
      readonly headers?: Readonly<Record<string, string>> | undefined;
    }
  | {
      readonly kind: 'body';
      readonly status: number;
      readonly contentType: string;
      readonly body: string;
    }
  | { readonly kind: 'hang' | 'reset' };

/** Answers with these texts, one for each choice. */
export function answer(...texts: (string | null)[]): Behaviour {
  return { kind: 'answer', texts };
}

/** Answers with one choice of these tokens, and tells how probable they were. */
export function answerInTokens(...tokens: WrittenToken[]): Behaviour {
  return { kind: 'answer', texts: [tokens.map(({ token }) => token).join('')], tokens };
}

/** Answers with one call for each choice, and no text. */
export function callTool(name: string, ...inputs: unknown[]): Behaviour {
  return callTools(...inputs.map((input) => [{ name, arguments: JSON.stringify(input) }]));
}

/** Answers with these calls, a list for each choice, written as they stand. */
export function callTools(...calls: (readonly WrittenCall[])[]): Behaviour {
  return { kind: 'answer', texts: [null], calls };
}

/** Answers after a while. */
export function slowly(delayMs: number, ...texts: string[]): Behaviour {
  return { kind: 'answer', texts, delayMs };
}

/** Gives one choice, however many are asked for. */
export function answerOnce(text: string): Behaviour {
  return { kind: 'answer', texts: [text], choices: 1 };
}

/** Stops at the token limit, with what was written until then. */
export function cutOff(text: string): Behaviour {
  return { kind: 'answer', texts: [text], finishReason: 'length' };
}

/** Answers without any choice, for which it charges the prompt. */
export function noChoices(): Behaviour {
  return { kind: 'answer', texts: [], choices: 0 };
}

export function refuse(
  status: number,
  text: string,
  more: { code?: string; headers?: Record<string, string> } = {},
): Behaviour {
  return { kind: 'refuse', status, text, ...more };
}

export function rateLimited(retryAfterSeconds: number): Behaviour {
  return refuse(429, 'Rate limit reached', {
    headers: { 'retry-after': String(retryAfterSeconds) },
  });
}

/** Sends this text as JSON, whether it is or not. */
export function json(status: number, body: string): Behaviour {
  return { kind: 'body', status, contentType: 'application/json', body };
}

/** Announces JSON and breaks off in the middle of it. */
export function truncatedJson(): Behaviour {
  return json(200, '{"choices":[{"message":{"cont');
}

/** The page of a proxy in place of an answer. */
export function html(): Behaviour {
  return {
    kind: 'body',
    status: 200,
    contentType: 'text/html',
    body: '<html><body>Busy</body></html>',
  };
}

/** Takes the request and never answers. */
export function hang(): Behaviour {
  return { kind: 'hang' };
}

/** Breaks the connection. */
export function reset(): Behaviour {
  return { kind: 'reset' };
}
