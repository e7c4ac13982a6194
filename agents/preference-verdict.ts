import type { AnswerToken, ChatAnswer } from './chat-answer.ts';

/** The last verdict counts: before it, a model may weigh the others. */
const VERDICT = /answer\W{0,6}(1|2|tie)\b/gi;

/**
 * The probability, by an answer, that the attempt shown first is the better one; undefined where it
 * has no verdict. Where the server told how probable the tokens were, it is read from the place of
 * the verdict; otherwise it is 1, 0.5 or 0.
 */
export function readVerdict({ text, tokens }: ChatAnswer): number | undefined {
  const verdict = lastVerdict(text);
  if (verdict === undefined) return undefined;
  return (tokens && softVerdict(tokens)) ?? PREFERENCE[verdict.word];
}

type Word = '1' | '2' | 'tie';

const PREFERENCE: Readonly<Record<Word, number>> = { 1: 1, tie: 0.5, 2: 0 };

function lastVerdict(text: string): { readonly word: Word; readonly at: number } | undefined {
  const match = [...text.matchAll(VERDICT)].at(-1);
  if (match === undefined) return undefined;
  const word = match[1]!.toLowerCase() as Word;
  return { word, at: match.index + match[0].length - word.length };
}

function softVerdict(tokens: readonly AnswerToken[]): number | undefined {
  const verdict = lastVerdict(tokens.map(({ token }) => token).join(''));
  if (verdict === undefined) return undefined;
  let end = 0;
  const place = tokens.find(({ token }) => (end += token.length) > verdict.at);
  let [first, total] = [0, 0];
  for (const { token, logProbability } of place?.alternatives ?? []) {
    const word = wordOf(token);
    if (word === undefined) continue;
    const probability = Math.exp(logProbability);
    first += probability * PREFERENCE[word];
    total += probability;
  }
  return total > 0 ? first / total : undefined;
}

/** "Tie" may be cut into several tokens, of which this is the first. */
function wordOf(token: string): Word | undefined {
  const word = token.trim().toLowerCase();
  if (word === '1' || word === '2') return word;
  return word !== '' && 'tie'.startsWith(word) ? 'tie' : undefined;
}
