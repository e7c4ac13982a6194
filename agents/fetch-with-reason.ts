/**
 * `fetch` for OpenAI's client, which reads the reason of a refusal under `error` and forgets all
 * others: servers that speak its protocol only in part say `{"message": ...}` or
 * `{"detail": ...}`.
 */
export async function fetchWithReason(
  input: Parameters<typeof fetch>[0],
  init?: RequestInit,
): Promise<Response> {
  const response = await fetch(input, init);
  if (response.ok) return response;
  const { status, headers } = response;
  const text = await response.text();
  return new Response(withReason(text), { status, headers });
}

function withReason(text: string): string {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // Not JSON: the client quotes it as it is.
    return text;
  }
  const hasReason = typeof body === 'object' && body !== null && 'error' in body;
  return hasReason ? text : JSON.stringify({ error: body });
}
