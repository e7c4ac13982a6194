import { describe, expect, it } from 'vitest';
import type { ImageSource } from '../src/core/image-source.ts';
import type { ImageReference, Observation } from '../src/core/observation.ts';
import type { PolicyContext } from '../src/core/policy.ts';
import { answer, answerOnce, startOpenAiServer, type Script } from './testing/openai-server.ts';
import { openWalker, WALKER_PROMPT, walkerContext } from './testing/walker.ts';
import type { ReactPolicyOptions } from './react.ts';
import { TOKENS_PER_IMAGE } from './token-cost.ts';

const LEFT = 'Action: left';

/** A folder of pictures whose bytes are their names. */
const source: ImageSource = {
  read: async (hash) => {
    if (hash.startsWith('f')) throw new Error(`picture ${hash.slice(0, 4)} is not there`);
    return Buffer.from(`bytes of ${hash[0]}`);
  },
};

function picture(letter: string, mediaType = 'image/png'): ImageReference {
  return { hash: letter.repeat(64), mediaType, width: 1280, height: 800 };
}

function dataUrl(letter: string, mediaType = 'image/png'): string {
  return `data:${mediaType};base64,${Buffer.from(`bytes of ${letter}`).toString('base64')}`;
}

function contextOf(observation: Observation, earlier: readonly Observation[] = []): PolicyContext {
  const steps = earlier.map((seen) => ({ observation: seen, action: 'left' }));
  return { ...walkerContext(), observation, steps };
}

const HERE: Observation = { text: 'at a crossing', image: picture('a') };

async function ask(
  context: PolicyContext,
  changes: Partial<ReactPolicyOptions>,
  script: Script = answer(LEFT),
) {
  await using server = await startOpenAiServer(script);
  const policy = await openWalker(server.baseUrl, changes);
  const options = { count: 2, temperature: 1 };
  const bound = policy.costBound?.(context, options);
  const reply = await policy.propose(context, options);
  const seen = server.requests.map(({ body }) => body.messages.at(-1)?.content);
  return { ...reply, bound, server, seen };
}

describe('a policy with pictures', () => {
  it('shows the model what the page looks like, after what it says', async () => {
    const { seen } = await ask(contextOf(HERE), { pictures: { source } });
    expect(seen).toEqual([
      [
        { type: 'text', text: 'at a crossing' },
        { type: 'text', text: 'The page now, as a picture:' },
        { type: 'image_url', image_url: { url: dataUrl('a') } },
      ],
    ]);
  });

  it('says what kind of picture it is', async () => {
    const webp = { ...HERE, image: picture('b', 'image/webp') };
    const { seen } = await ask(contextOf(webp), { pictures: { source } });
    expect(JSON.stringify(seen)).toContain(dataUrl('b', 'image/webp'));
  });

  it('shows as many of the last pages as it is told to, oldest first', async () => {
    const earlier = ['b', 'c', 'd'].map((letter) => ({ text: letter, image: picture(letter) }));
    const { seen } = await ask(contextOf(HERE, earlier), { pictures: { source, pages: 3 } });
    expect(seen[0]).toEqual([
      { type: 'text', text: 'at a crossing' },
      { type: 'text', text: 'The page before the last 2 actions, as a picture:' },
      { type: 'image_url', image_url: { url: dataUrl('c') } },
      { type: 'text', text: 'The page before the last action, as a picture:' },
      { type: 'image_url', image_url: { url: dataUrl('d') } },
      { type: 'text', text: 'The page now, as a picture:' },
      { type: 'image_url', image_url: { url: dataUrl('a') } },
    ]);
  });

  it('tells pages without a picture in words alone', async () => {
    const { seen } = await ask(contextOf({ text: 'in the dark' }), { pictures: { source } });
    expect(seen).toEqual(['in the dark']);
  });

  it('shows them again when it asks for a repair', async () => {
    const script = [answer('prose', LEFT), answer(LEFT)];
    const { server } = await ask(contextOf(HERE), { pictures: { source } }, script);
    const [first, second] = server.requests.map(({ body }) => body.messages[1]?.content);
    expect(second).toEqual(first);
  });

  it('goes with tools', async () => {
    const { server } = await ask(contextOf(HERE), { pictures: { source }, dialect: 'tools' });
    expect(server.requests[0]?.body.tools).toHaveLength(2);
    expect(JSON.stringify(server.requests[0]?.body.messages)).toContain(dataUrl('a'));
  });

  it.each<[string, Script]>([
    ['answers', answer(LEFT)],
    ['gives one choice', answerOnce(LEFT)],
    ['writes prose', answer('prose')],
  ])('costs no more than its bound when the model %s', async (_, script) => {
    const { usage, bound, server } = await ask(contextOf(HERE), { pictures: { source } }, script);
    expect(usage.promptTokens).toBe(server.sent.promptTokens);
    expect(usage.promptTokens).toBeGreaterThan(765);
    expect(usage.promptTokens).toBeLessThanOrEqual(bound!.promptTokens!);
  });

  it('takes each picture for as many tokens as it is told', async () => {
    const boundWith = async (pictures: ReactPolicyOptions['pictures']) => {
      const policy = await openWalker('http://127.0.0.1:9/v1', { pictures });
      return policy.costBound!(contextOf(HERE), { count: 1, temperature: 1 }).promptTokens!;
    };
    const [usual, more] = await Promise.all([
      boundWith({ source }),
      boundWith({ source, tokensPerImage: TOKENS_PER_IMAGE + 1000 }),
    ]);
    // Once for the answer and once for a repair.
    expect(more - usual).toBe(2 * 1000);
  });

  it('fails, and sends nothing, when a picture is missing', async () => {
    await using server = await startOpenAiServer(answer(LEFT));
    const policy = await openWalker(server.baseUrl, { pictures: { source } });
    const missing = contextOf({ ...HERE, image: picture('f') });
    await expect(policy.propose(missing, { count: 2, temperature: 1 })).rejects.toMatchObject({
      code: 'policy',
      message: 'Policy openai:walker failed after 1 attempt: picture ffff is not there',
      usage: { policyCalls: 1, promptTokens: 0, completionTokens: 0, costUsd: 0 },
    });
    expect(server.requests).toHaveLength(0);
  });

  it('cannot show fewer than one page', async () => {
    const outcome = openWalker('http://127.0.0.1:9/v1', { pictures: { source, pages: 0 } });
    await expect(outcome).rejects.toThrow('pages');
  });
});

describe('a policy without pictures', () => {
  it('asks in words alone, also where pages have pictures', async () => {
    const { seen } = await ask(contextOf(HERE), {});
    expect(seen).toEqual(['at a crossing']);
  });

  it('leaves out the pictures that a prompt shows of its own', async () => {
    const prompt = {
      ...WALKER_PROMPT,
      messages: ({ observation }: PolicyContext) => [
        {
          role: 'user' as const,
          content: [
            { type: 'text' as const, text: observation.text },
            { type: 'image' as const, image: picture('a') },
            { type: 'text' as const, text: 'Where to?' },
          ],
        },
      ],
    };
    const { seen } = await ask(contextOf(HERE), { prompt });
    expect(seen).toEqual(['at a crossing\nWhere to?']);
  });
});
