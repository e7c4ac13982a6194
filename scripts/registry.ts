import { openChatModel } from '../agents/chat-model.ts';
import { createReactPolicy } from '../agents/react.ts';
import { game24, game24Prompt } from '../benchmarks/game24/index.ts';
import { createBestOfN, createGreedy, createSampling } from '../planners/index.ts';
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
  planners: [
    { name: 'greedy', summary: 'one rollout at temperature 0', create: createGreedy },
    { name: 'sampling', summary: 'the mean of independent rollouts', create: createSampling },
    { name: 'best-of-n', summary: 'the best rollout by the reward', create: createBestOfN },
  ],
};
