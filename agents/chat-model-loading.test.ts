import { expect, it, vi } from 'vitest';
import { openChatModel } from './chat-model.ts';

const loaded = vi.hoisted<string[]>(() => []);

vi.mock('@langchain/openai', async (importOriginal) => {
  loaded.push('@langchain/openai');
  return importOriginal();
});

it('loads LangChain when a model is opened and not before', async () => {
  await import('./react.ts');
  expect(loaded).toEqual([]);
  await openChatModel('openai:m', { apiKey: 'secret', environment: {} });
  expect(loaded).toEqual(['@langchain/openai']);
});
