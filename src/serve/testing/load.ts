/** A request and the raw scores that only it can get. */
export interface ExpectedScores {
  readonly body: object;
  readonly raws: readonly number[];
}

export interface LoadResult {
  /** Requests answered with scores. */
  readonly scored: number;
  /** Of those, answers that were another request's, or wrong. */
  readonly mixedUp: number;
  /** Answers without scores, by status: 429 and 503 tell to come back. */
  readonly refused: Readonly<Record<number, number>>;
  /** Requests whose connection broke, or was not made, before an answer came. */
  readonly unanswered: number;
  /** Of each answer, milliseconds, in ascending order. */
  readonly latencies: readonly number[];
}

export interface LoadOptions {
  /** Of the server. */
  readonly url: string;
  readonly requests: readonly ExpectedScores[];
  /** Clients that ask at the same time, each its next request when it has its answer. */
  readonly clients: number;
  /** Asked before each request, with the number of those made before. */
  readonly goOn: (made: number) => boolean;
  readonly clock: () => number;
}

/** How far a score may be from the expected one: rounding, but never another trajectory's. */
const TOLERANCE = 1e-5;

/** Puts a server of `POST /v1/score` under load and checks each answer. */
export async function putUnderLoad(options: LoadOptions): Promise<LoadResult> {
  const { url, requests, clients, goOn, clock } = options;
  const latencies: number[] = [];
  const refused: Record<number, number> = {};
  let [made, scored, mixedUp, unanswered] = [0, 0, 0, 0];
  const ask = async ({ body, raws }: ExpectedScores): Promise<void> => {
    const startedAt = clock();
    let status: number;
    let answer: { readonly scores?: readonly { readonly raw: number }[] };
    try {
      const response = await fetch(`${url}/v1/score`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      status = response.status;
      answer = (await response.json()) as typeof answer;
    } catch {
      unanswered += 1;
      return;
    }
    latencies.push(clock() - startedAt);
    if (status !== 200) {
      refused[status] = (refused[status] ?? 0) + 1;
      return;
    }
    scored += 1;
    const isOwn =
      answer.scores?.length === raws.length &&
      raws.every((raw, index) => Math.abs(raw - answer.scores![index]!.raw) <= TOLERANCE);
    if (!isOwn) mixedUp += 1;
  };
  const client = async (): Promise<void> => {
    while (goOn(made)) {
      const request = requests[made % requests.length]!;
      made += 1;
      await ask(request);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  latencies.sort((a, b) => a - b);
  return { scored, mixedUp, refused, unanswered, latencies };
}
