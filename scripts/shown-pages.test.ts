import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { answer, type Behaviour } from '../agents/testing/openai-behaviours.ts';
import { startOpenAiServer, type RecordedRequest } from '../agents/testing/openai-server.ts';
import { runArmap } from './testing/run-armap.ts';

const picturesIn = ({ body }: RecordedRequest): number =>
  body.messages
    .flatMap(({ content }) => (typeof content === 'string' ? [] : content))
    .filter(({ type }) => type === 'image_url').length;

type Part = Exclude<RecordedRequest['body']['messages'][number]['content'], string>[number];
const textOf = (part: Part): string => (part.type === 'text' ? part.text : '');

/** Searches, opens a product, and goes to and fro between it and its description. */
const shopper = ({ body }: RecordedRequest): Behaviour => {
  const content = body.messages.at(-1)?.content ?? '';
  const told = typeof content === 'string' ? content : content.map(textOf).join('\n');
  const clickable = told.split('What can be clicked:')[1] ?? '';
  const click = ['description', '< prev'].find((name) => clickable.includes(name));
  const product = /\bB[0-9A-Z]{9}\b/i.exec(clickable)?.[0];
  const action = product ?? click;
  return answer(`Action: ${action === undefined ? 'search[dress]' : `click[${action}]`}`);
};

async function shop(command: readonly string[], ...more: string[]) {
  const pictures = await mkdtemp(join(tmpdir(), 'armap-shown-'));
  await using server = await startOpenAiServer(shopper);
  const ran = await runArmap([
    ...command,
    ...['--policy', 'openai:any', '--base-url', server.baseUrl],
    ...['--benchmark-option', `pictures=${pictures}`, '--pictures', pictures, ...more],
  ]);
  return { ran, shown: server.requests.map(picturesIn) };
}

it.each([
  ['eval', ['eval', 'webshop', '--tasks', '0-1', '--planner', 'greedy']],
  ['collect', ['collect', 'webshop', '--count', '2', '--tasks', 'train']],
])(
  'armap %s shows a chat model the pictures of as many pages as it is told',
  async (name, argv) => {
    const out = join(await mkdtemp(join(tmpdir(), 'armap-walks-')), 'walks.jsonl');
    const command = name === 'collect' ? [...argv, '--out', out] : argv;
    const none = await shop(command);
    expect(none.ran).toMatchObject({ code: 0 });
    expect(Math.max(...none.shown)).toBe(0);
    const again = name === 'collect' ? [...argv, '--out', `${out}.2`] : argv;
    const two = await shop(again, '--show-pages', '2');
    expect(two.ran).toMatchObject({ code: 0 });
    expect(Math.max(...two.shown)).toBe(2);
  },
);

it('says so when it is not told where the pictures are', async () => {
  const command = [
    'eval',
    'webshop',
    '--policy',
    'openai:any',
    '--base-url',
    'http://127.0.0.1:1/v1',
  ];
  const { code, log } = await runArmap([...command, '--planner', 'greedy', '--show-pages', '1']);
  expect(code).toBe(2);
  expect(log).toContain('--show-pages');
  expect(log).toContain('Give --pictures as well');
});
