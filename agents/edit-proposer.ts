import { z } from 'zod';
import type { EditProposer, EditRequest, ProposedEdit } from '../src/core/writer.ts';
import type { WriteProblem } from '../src/core/writer.ts';
import { shorten } from '../src/search/shorten.ts';
import type { ChatAccess } from './chat-access.ts';
import type { ChatMessage } from './chat-message.ts';
import { StructuredChat } from './structured-chat.ts';
import { tellWalk, UNTRUSTED } from './tell-walk.ts';

const LINE_LENGTH = 600;

const schema = z.object({
  broken: z.string().trim().min(1).max(300),
  actions: z.array(z.string().trim().min(1).max(600)).min(1).max(100),
});

const INSTRUCTION = `You are shown a request, what it asks for, and a recorded walk that fulfils it. Change the walk a little, so that it looks as sensible as before, comes to its end in the same way, and misses exactly one thing that the request asks for: another option, another object, one step too few, a wrong calculation.

Write all actions from the beginning, in the form that they have in the walk. Use only what its pages show.

${UNTRUSTED}

Reply with one JSON object and nothing else:
{"broken": "what is missed now", "actions": ["first action", "second action"]}`;

/** Has a chat model think of a near miss. Whoever asks executes it and looks whether it is one. */
export function createEditProposer(options: ChatAccess): EditProposer {
  const chat = new StructuredChat(options);
  return {
    name: chat.name,
    costBound: (request) => chat.costBound(conversation(request)),
    propose: (request, call) =>
      chat.ask(
        { messages: conversation(request), schema, check: (edit) => problemOf(edit, request) },
        call,
      ),
  };
}

function problemOf(edit: ProposedEdit, { trajectory, maxSteps }: EditRequest) {
  const problem = (reason: string, advice: string): WriteProblem => ({ reason, advice });
  const before = trajectory.steps.map(({ action }) => action);
  if (edit.actions.length > maxSteps) {
    return problem('too-long', `No more than ${maxSteps} actions are allowed.`);
  }
  if (JSON.stringify(edit.actions) === JSON.stringify(before)) {
    return problem('unchanged', 'These are the actions of the walk itself: change something.');
  }
  return undefined;
}

function conversation({ trajectory, requirements }: EditRequest): ChatMessage[] {
  const lines = [
    `Request: ${shorten(trajectory.intent, LINE_LENGTH)}`,
    ...(requirements.length === 0 ? [] : ['It asks for:']),
    ...requirements.map((requirement) => `- ${shorten(requirement, LINE_LENGTH)}`),
    tellWalk(trajectory),
    'Which walk misses one of these things?',
  ];
  return [
    { role: 'system', content: INSTRUCTION },
    { role: 'user', content: lines.join('\n') },
  ];
}
