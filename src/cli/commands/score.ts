import type { Command } from 'commander';
import { InputError } from '../../core/errors.ts';
import type { RewardModel, Score } from '../../core/reward-model.ts';
import type { Trajectory } from '../../core/trajectory.ts';
import { explainRanking } from '../../reward/explain-ranking.ts';
import { openLearnedReward } from '../../reward/learned-reward.ts';
import { isVlmFolder } from '../../reward/vision-language/vlm-folder.ts';
import { ImageStore } from '../../store/image-store.ts';
import { readTrajectories } from '../../store/records.ts';
import { chooseReward } from '../choose-reward.ts';
import { attemptLines, contrastLines } from '../explain-lines.ts';
import { Interrupted, type CommandContext } from '../context.ts';
import { addJudgeChatOptions, addJudgeOptions, type JudgeFlags } from '../judge-options.ts';

/** Enough to keep the worker busy, little enough to keep memory constant. */
const SCORED_TOGETHER = 256;

interface ScoreFlags extends JudgeFlags {
  readonly json?: boolean;
  readonly explain?: boolean;
}

export function scoreCommand(parent: Command, context: CommandContext): void {
  const command = parent
    .command('score')
    .summary('score trajectories with a reward model')
    .description(
      'Scores each trajectory of a file and prints, in order, id, raw reward and value, separated by tabs. The value is the probability of success where the reward is calibrated, and the raw reward where it is not.',
    )
    .argument(
      '<model>',
      'a folder that "armap train" wrote, module:./my-reward.mjs, a server such as http://127.0.0.1:8100, or judge:openai:MODEL',
    )
    .argument('<trajectories>', 'a file of trajectories (JSON Lines)')
    .option(
      '--explain',
      'print what moved each score, action by action, and for each task why its best attempt was ranked above the next (trained models only)',
    )
    .option('--json', 'print one JSON object { "reward", "scores": [{ id, raw, value }] }');
  addJudgeOptions(command);
  addJudgeChatOptions(command);
  command.action(async (model: string, file: string, flags: ScoreFlags) => {
    const run = flags.explain === true ? runExplain : runScore;
    await run(model, file, flags, context);
  });
}

async function runScore(
  model: string,
  file: string,
  flags: ScoreFlags,
  context: CommandContext,
): Promise<void> {
  const { registry, console, signal } = context;
  const encoders = registry.benchmarks.map(({ benchmark }) => benchmark.encoder);
  const reward = await chooseReward(model, encoders, flags, context);
  try {
    const scores: (Score & { id: string })[] = [];
    for await (const scored of scoreFile(reward, file, signal)) {
      if (flags.json === true) scores.push(scored);
      else console.data(`${scored.id}\t${scored.raw}\t${scored.value}`);
    }
    if (flags.json === true) {
      console.data(JSON.stringify({ reward: `${reward.name}@${reward.version}`, scores }));
    }
  } finally {
    await reward.close?.();
  }
}

async function runExplain(
  model: string,
  file: string,
  flags: ScoreFlags,
  { registry, console, signal }: CommandContext,
): Promise<void> {
  const encoders = registry.benchmarks.map(({ benchmark }) => benchmark.encoder);
  if (await isVlmFolder(model)) {
    throw new InputError({
      place: { option: '--explain' },
      problem: `${model} is a vision-language model, which has no features to explain by`,
      remedy: 'Give a model of "armap train --trainer linear" or mlp',
    });
  }
  const images = flags.pictures === undefined ? undefined : new ImageStore(flags.pictures);
  const reward = await openLearnedReward(model, encoders, { images });
  try {
    const trajectories: Trajectory[] = [];
    for await (const { value } of readTrajectories(file)) trajectories.push(value);
    const { attempts, contrasts } = await explainRanking(reward, trajectories, { signal });
    if (flags.json === true) {
      const name = `${reward.name}@${reward.version}`;
      console.data(JSON.stringify({ reward: name, attempts, contrasts }));
      return;
    }
    for (const attempt of attempts) console.data(`${attemptLines(attempt).join('\n')}\n`);
    for (const { better, worse, change } of contrasts) {
      console.data(`${contrastLines(better, worse, change).join('\n')}\n`);
    }
  } finally {
    await reward.close();
  }
}

async function* scoreFile(
  reward: RewardModel,
  file: string,
  signal: AbortSignal,
): AsyncGenerator<Score & { id: string }, void, undefined> {
  let batch: { value: Trajectory; line: number }[] = [];
  const flush = async () => {
    const scores = await scoreLines(reward, file, batch);
    const ids = batch.map(({ value }) => value.id);
    batch = [];
    return scores.map((score, index) => ({ id: ids[index]!, ...score }));
  };
  for await (const line of readTrajectories(file)) {
    if (signal.aborted) throw new Interrupted('The lines above are complete.');
    batch.push(line);
    if (batch.length === SCORED_TOGETHER) yield* await flush();
  }
  yield* await flush();
}

/** An encoder refuses intents that are not of its benchmark; the error then names the line. */
async function scoreLines(
  reward: RewardModel,
  file: string,
  lines: readonly { readonly value: Trajectory; readonly line: number }[],
): Promise<readonly Score[]> {
  try {
    return await reward.score(lines.map(({ value }) => value));
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new InputError({
      place: { file, line: lines[0]?.line },
      problem: `from there on, a trajectory cannot be read by this reward (${cause.message})`,
      remedy: 'Give trajectories of the benchmark that the reward was trained for',
      cause,
    });
  }
}
