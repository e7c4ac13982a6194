import { openChatModel } from '../agents/chat-model.ts';
import { createReactPolicy } from '../agents/react.ts';
import { game24, game24Prompt } from '../benchmarks/game24/index.ts';
import { planners } from '../planners/index.ts';
import type { Registry } from '../src/cli/registry.ts';

/** Everything that the command line offers. */
export const registry: Registry = {
  benchmarks: [
    {
      benchmark: game24,
      chatPolicy: async ({ model, baseUrl, price, maxCompletionTokens, environment }) =>
        createReactPolicy({
          name: model,
          model: await openChatModel(model, { baseUrl, maxCompletionTokens, environment }),
          prompt: game24Prompt,
          maxCompletionTokens,
          ...(price === undefined
            ? {}
            : {
                price: {
                  promptUsdPerMillionTokens: price[0],
                  completionUsdPerMillionTokens: price[1],
                },
              }),
        }),
    },
  ],
  planners,
};
