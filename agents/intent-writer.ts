import { z } from 'zod';
import type { IntentRequest, IntentWriter } from '../src/core/writer.ts';
import { shorten } from '../src/search/shorten.ts';
import type { ChatAccess } from './chat-access.ts';
import type { ChatMessage } from './chat-message.ts';
import { StructuredChat } from './structured-chat.ts';
import { tellWalk, UNTRUSTED } from './tell-walk.ts';

const EXAMPLE_LENGTH = 400;

const schema = z.object({
  intent: z.string().trim().min(1).max(600),
  requirements: z.array(z.string().trim().min(1).max(200)).min(1).max(20),
});

const INSTRUCTION = `You are shown a recorded walk through some environment and a list of requirements that it met. Write what a person would have asked for before it: one request in plain words, in the style of the examples.

Ask for every requirement, keep names, values and numbers as they are written, and ask for nothing else. Be specific: whoever reads the request alone must be able to tell whether another walk fulfils it. Do not mention how the walk went about it.

${UNTRUSTED}

Reply with one JSON object and nothing else:
{"intent": "the request", "requirements": ["each thing that the request asks for"]}`;

/**
 * Has a chat model write the intent that a walk fulfilled (hindsight relabelling; ARMAP, arXiv
 * 2502.12130, section 3.2), held to the requirements that rules found in it.
 */
export function createIntentWriter(options: ChatAccess): IntentWriter {
  const chat = new StructuredChat(options);
  return {
    name: chat.name,
    costBound: (request) => chat.costBound(conversation(request)),
    write: (request, call) =>
      chat.ask({ messages: conversation(request), schema, check: request.check }, call),
  };
}

function conversation({ trajectory, requirements, examples }: IntentRequest): ChatMessage[] {
  const lines = [
    ...(examples.length === 0 ? [] : ['Examples of requests, for their style only:']),
    ...examples.map((example) => `- ${shorten(example, EXAMPLE_LENGTH)}`),
    'Requirements:',
    ...requirements.map((requirement) => `- ${shorten(requirement, EXAMPLE_LENGTH)}`),
    tellWalk(trajectory),
    'Which request did this walk fulfil?',
  ];
  return [
    { role: 'system', content: INSTRUCTION },
    { role: 'user', content: lines.join('\n') },
  ];
}
