import { join } from 'node:path';
import type { Command } from 'commander';
import { createBestOfN } from '../../../planners/best-of-n.ts';
import { runCollect } from '../../../src/cli/commands/collect.ts';
import { runSynthesize } from '../../../src/cli/commands/synthesize.ts';
import { runTrain } from '../../../src/cli/commands/train.ts';
import { Interrupted, type CommandContext } from '../../../src/cli/context.ts';
import { wholeNumber } from '../../../src/cli/option-values.ts';
import { addSeedOption, MAX_COMPLETION_TOKENS } from '../../../src/cli/shared-options.ts';
import { InputError } from '../../../src/core/errors.ts';
import { openLearnedReward } from '../../../src/reward/learned-reward.ts';
import { plan } from '../../../src/search/plan.ts';
import { ImageStore } from '../../../src/store/image-store.ts';
import { BrowserSession } from '../browser/browser-session.ts';
import { BrowserShopEnvironment } from '../browser/browser-environment.ts';
import { encoder } from '../encoder.ts';
import { loadTasks } from '../load.ts';
import { createShopper } from '../shopper/shopper.ts';
import type { ShopTask } from '../task.ts';
import { webshop } from '../webshop.ts';
import { writeRanking } from './write-ranking.ts';

interface DemoFlags {
  readonly out: string;
  readonly samples: number;
  readonly goal?: number;
  readonly seed: number;
}

/** Enough for a reward that ranks the generated shop well; takes about a minute. */
const WALKS = 3000;
const TRIPLETS = 10_000;

/** In a browser a step takes a tenth of a second, so two shop at once. */
const SHOPPERS_AT_ONCE = 2;

export function demoCommand(parent: Command, context: CommandContext): void {
  const command = parent
    .command('demo')
    .summary('shop in a real browser, with pictures of every page')
    .description(
      'Learns a reward in the generated shop, opens the shop as a web site, lets the embedded shopper buy what one goal asks for in headless Chromium several times, ranks its trajectories by the reward (best-of-n), and keeps pictures of every page.',
    )
    .option('--out <folder>', 'where to keep everything', join('runs', 'demo-webshop'))
    .option('--samples <n>', 'how often it shops', wholeNumber(1), 6)
    .option('--goal <n>', 'which of the goals that people would write', wholeNumber(0));
  addSeedOption(command);
  command.action(async (flags: DemoFlags) => {
    await runDemo(flags, context);
  });
}

async function runDemo(flags: DemoFlags, context: CommandContext): Promise<void> {
  const { log, data } = context.console;
  const { out, samples, seed } = flags;
  const startedAt = context.clock();
  log('1. Learn a reward: explore the generated shop, write intents for what was bought, train.');
  const model = await learnReward(out, seed, context);

  log('\n2. Open the shop as a web site and shop there.');
  const { task, tasks } = await chooseTask(flags.goal);
  const { catalogue } = task.settings;
  // Loaded here, since no other command needs a server.
  const { createShopSite } = await import('../site/create-site.ts');
  const site = createShopSite({ catalogue, goals: tasks.map(({ goal }) => goal) });
  const browser = new BrowserSession({ environment: context.environment, signal: context.signal });
  const reward = await openLearnedReward(model, [encoder]);
  try {
    const address = await site.listen({ port: 0 });
    log(`${address}/${task.id}: ${task.intent}`);
    const store = new ImageStore(join(out, 'pictures'));
    const result = await plan(createBestOfN({ samples, temperature: 0.7 }), {
      benchmark: {
        ...webshop,
        openEnvironment: () =>
          new BrowserShopEnvironment({
            browser,
            site: address,
            sessionId: task.id,
            screenshots: { store },
            priceOf: (asin) => {
              const product = catalogue.find(asin);
              return product && catalogue.priceOf(product);
            },
          }),
      },
      task,
      policy: createShopper(),
      reward,
      concurrency: SHOPPERS_AT_ONCE,
      seed,
      clock: context.clock,
      signal: context.signal,
    });
    if (context.signal.aborted) throw new Interrupted('Run the same command to start again.');
    const lines = await writeRanking(join(out, 'ranking'), { task, result, store });
    data(lines.join('\n'));
  } finally {
    await reward.close();
    await browser.close();
    await site.close();
    catalogue.close();
  }
  log(`\nEvery page is in ${join(out, 'ranking')}: open index.html.`);
  log(`It took ${((context.clock() - startedAt) / 1000).toFixed(0)} s.`);
}

async function learnReward(out: string, seed: number, context: CommandContext): Promise<string> {
  const [walks, triplets] = [join(out, 'trajectories.jsonl'), join(out, 'triplets.jsonl')];
  const model = join(out, 'model');
  const exploring = { tasks: 'train', temperature: [1], concurrency: 1, seed };
  const chat = { maxCompletionTokens: MAX_COMPLETION_TOKENS };
  await runCollect('webshop', { ...exploring, ...chat, count: WALKS, out: walks }, context);
  await runSynthesize(walks, { out: triplets, count: TRIPLETS, seed, probes: false }, context);
  await runTrain([triplets], { out: model, trainer: 'mlp', epochs: 20, seed }, context);
  return model;
}

/** A goal in a person's words, for a product that the reward has not learned from. */
async function chooseTask(
  wanted: number | undefined,
): Promise<{ readonly task: ShopTask; readonly tasks: readonly ShopTask[] }> {
  const { tasks } = await loadTasks({ options: { goals: 'human' } });
  const { splits, tasks: synthetic } = await loadTasks({});
  const tested = new Set(splits['test']!.map((index) => synthetic[index]!.goal.asin));
  const task =
    wanted === undefined ? tasks.find(({ goal }) => tested.has(goal.asin)) : tasks[wanted];
  if (task !== undefined) return { task, tasks };
  throw new InputError({
    place: { option: '--goal' },
    problem: `there is no goal ${wanted ?? ''}`,
    remedy: `Give a number from 0 to ${tasks.length - 1}`,
  });
}
