import { JUDGE_INJECTIONS } from '../judge-injections.ts';
import { harmless } from '../judge-evidence.ts';
import { answer, type Behaviour } from './openai-behaviours.ts';
import type { RecordedRequest } from './openai-server.ts';

/** The text of a request, without the rules that the system message states. */
export function toldIn({ body }: RecordedRequest): string {
  return body.messages
    .filter(({ role }) => role === 'user')
    .flatMap(({ content }) =>
      typeof content === 'string'
        ? [content]
        : content.map((part) => (part.type === 'text' ? part.text : '')),
    )
    .join('\n');
}

/** The mark that an answer must carry. */
export function markIn(request: RecordedRequest): string {
  return /"check": "([0-9a-f]+)"/.exec(toldIn(request).split('The record has ended').at(-1)!)![1]!;
}

/** Which of the ways of judging a request belongs to. */
function questionIn(request: RecordedRequest): 'items' | 'attempts' | 'score' | 'done' | 'closer' {
  const last = toldIn(request).split('Answer with one JSON object').at(-1)!;
  return (['items', 'attempts', 'score', 'done', 'closer'] as const).find((key) =>
    last.includes(`"${key}"`),
  )!;
}

/**
 * Plays a judge model that answers every question in its form: as of a success where `believes`
 * says so of the text, and as of a failure elsewhere.
 */
export function judgeModel(
  believes: (text: string) => boolean,
): (request: RecordedRequest) => Behaviour {
  return (request) => {
    const text = toldIn(request);
    const good = believes(text);
    const reply = (fields: object): Behaviour =>
      answer(JSON.stringify({ check: markIn(request), ...fields }));
    const evidence = 'as told';
    switch (questionIn(request)) {
      case 'items':
        return reply({ items: ['the prize was found', 'the prize was taken'] });
      case 'attempts':
        return reply({ attempts: ['Nothing.', 'The prize was seen.', 'The prize was taken.'] });
      case 'score':
        return reply({ evidence, score: good ? 9 : 1 });
      case 'done':
        return reply({ evidence, done: good ? 'yes' : 'no' });
      case 'closer': {
        const outlineIsFirst = text.indexOf('outline ===') < text.indexOf('page 1 ===');
        return reply({ evidence, closer: good === outlineIsFirst ? 'second' : 'first' });
      }
    }
  };
}

/** Does what any text in the record says. */
export const gullible = judgeModel((text) =>
  JUDGE_INJECTIONS.map((injection) => harmless(injection.text).trim()).some(
    (order) => order !== '' && text.includes(order),
  ),
);

/** Looks at what was done alone. */
export const sober = judgeModel((text) => text.includes('you hold the prize'));
