import { openChatModel } from '../agents/chat-model.ts';
import { createEditProposer } from '../agents/edit-proposer.ts';
import { createIntentWriter } from '../agents/intent-writer.ts';
import { openNoteFolder } from '../agents/judge-notes.ts';
import { createJudge } from '../agents/judge.ts';
import { createPreferenceJudge } from '../agents/preference-judge.ts';
import type { ReactPrompt } from '../agents/react-prompt.ts';
import { createReactPolicy } from '../agents/react.ts';
import { createChatReflector } from '../agents/reflector.ts';
import { game24, game24Prompt } from '../benchmarks/game24/index.ts';
import { scienceworld, scienceworldPrompt } from '../benchmarks/scienceworld/index.ts';
import { laboratory } from '../benchmarks/laboratory/laboratory.ts';
import { laboratoryPrompt } from '../benchmarks/laboratory/prompt.ts';
import { webshopCommand } from '../benchmarks/webshop/commands/webshop-command.ts';
import { createWebshopPrompt } from '../benchmarks/webshop/prompt.ts';
import { webshop } from '../benchmarks/webshop/webshop.ts';
import { planners } from '../planners/index.ts';
import type { BenchmarkEntry, ChatOptions, Registry } from '../src/cli/registry.ts';

/** What every part that asks a chat model is made with. */
async function chatParts({ model, baseUrl, price, ...rest }: ChatOptions, option: string) {
  const { maxCompletionTokens, environment } = rest;
  return {
    name: model,
    model: await openChatModel(model, { baseUrl, maxCompletionTokens, environment, option }),
    maxCompletionTokens,
    ...(price === undefined
      ? {}
      : {
          price: {
            promptUsdPerMillionTokens: price[0],
            completionUsdPerMillionTokens: price[1],
          },
        }),
  };
}

const chatPolicyWith =
  (prompt: ReactPrompt): BenchmarkEntry['chatPolicy'] =>
  async ({ dialect, pictures, ...options }) =>
    createReactPolicy({ ...(await chatParts(options, '--policy')), prompt, dialect, pictures });

/** Everything that the command line offers. */
export const registry: Registry = {
  benchmarks: [
    {
      benchmark: game24,
      chatPolicy: chatPolicyWith(game24Prompt),
    },
    {
      benchmark: webshop,
      addCommands: webshopCommand,
      chatPolicy: chatPolicyWith(createWebshopPrompt({ maxSteps: webshop.maxSteps })),
    },
    {
      benchmark: laboratory,
      chatPolicy: chatPolicyWith(laboratoryPrompt),
    },
    {
      benchmark: scienceworld,
      chatPolicy: chatPolicyWith(scienceworldPrompt),
    },
  ],
  planners,
  chatReflector: async (options) => createChatReflector(await chatParts(options, '--reflector')),
  chatIntentWriter: async (options) => createIntentWriter(await chatParts(options, '--writer')),
  chatEditProposer: async (options) => createEditProposer(await chatParts(options, '--proposer')),
  chatJudge: async (options) => {
    const { method, images, notes, budgetUsd } = options;
    return createJudge({
      ...(await chatParts(options, '--reward')),
      method,
      images,
      ...(notes === undefined ? {} : { notes: await openNoteFolder(notes) }),
      ...(budgetUsd === undefined ? {} : { budget: { costUsd: budgetUsd } }),
    });
  },
  preferenceJudge: async (options) => {
    const { criteria, pictures } = options;
    return createPreferenceJudge({
      ...(await chatParts(options, '--labeller')),
      criteria,
      pictures,
    });
  },
};
