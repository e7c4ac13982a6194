import { InputError } from '../core/errors.ts';
import type { Planner } from '../core/planner.ts';
import type { RewardModel } from '../core/reward-model.ts';
import { createRng } from '../core/rng.ts';
import { runExperiment, verifiedReward, type Verification } from '../evaluate/experiment.ts';
import { Journal, type Settings } from '../evaluate/journal.ts';
import { reportRow, reportTable, type ReportRow } from '../evaluate/report.ts';
import { prepareTasks } from '../evaluate/prepare-tasks.ts';
import { selectTasks } from '../evaluate/select-tasks.ts';
import { tradeOffTable } from '../evaluate/trade-off-table.ts';
import { cachedReward } from '../reward/cached-reward.ts';
import { closeAll } from '../reward/parts.ts';
import { openScoreFolder } from '../reward/score-folder.ts';
import { rewardFor } from '../search/problem.ts';
import { parseBudget, requirePrice } from './budget-option.ts';
import { chooseBenchmark, choosePlanners, choosePolicy, chooseReflector } from './choose.ts';
import { Interrupted, type CommandContext } from './context.ts';
import { dataSettings, loadBenchmark, type DataFlags } from './load-benchmark.ts';
import { chooseReward } from './choose-reward.ts';
import type { JudgeFlags } from './judge-options.ts';
import { createPlanners } from './planner-options.ts';
import { factsOfPoints, objectivePoints, type ObjectiveFlags } from './objective-points.ts';
import type { PolicyFlags } from './shared-options.ts';

export interface EvalFlags extends PolicyFlags, ObjectiveFlags, DataFlags, JudgeFlags {
  readonly planner?: string;
  readonly plannerOption?: Readonly<Record<string, string>>;
  readonly reward?: string;
  readonly verifier?: string;
  readonly verifyBetween?: readonly [number, number];
  readonly reflector?: string;
  readonly scoreCache?: string;
  readonly budget?: string;
  readonly tasks: string;
  readonly samples: number;
  readonly seed: number;
  readonly concurrency: number;
}

/** Where a reward is taken to be unsure, see `cascadeReward`. */
export const VERIFIED_RANGE: readonly [number, number] = [0.1, 0.9];

export interface Evaluation {
  /** By point of the sweep, and within it by planner. */
  readonly rows: readonly ReportRow[];
  /** The rows for reading. */
  readonly table: string;
  /** What must be known besides, see `TaskSet.notes`. */
  readonly notes: readonly string[];
}

/** Evaluates planners as `armap eval` does: once, or once for each point of a sweep. */
export async function runEval(
  name: string,
  flags: EvalFlags,
  context: CommandContext,
): Promise<Evaluation> {
  const { registry, console, clock, environment, signal } = context;
  const entry = chooseBenchmark(registry, name);
  const { benchmark } = entry;
  const actor = flags.policy ?? benchmark.usualPolicies.acting;
  const { seed, samples, temperature, concurrency, out } = flags;
  const chosen = choosePlanners(
    registry,
    flags.planner ?? `greedy,sampling${flags.reward === undefined ? '' : ',best-of-n'}`,
  );
  const { plannerOption = {} } = flags;
  const planners = createPlanners(chosen, plannerOption, { samples, temperature });
  const points = objectivePoints(flags, benchmark);
  if (flags.sweep !== undefined) requireRanking(planners);
  const budget = flags.budget === undefined ? {} : parseBudget(flags.budget);
  requirePrice(budget, { ...flags, policy: actor });
  const set = await loadBenchmark(benchmark, flags, console);
  const tasks = await prepareTasks(set, selectTasks(set, flags.tasks));
  const policy = await choosePolicy(entry, actor, {
    ...flags,
    environment,
  });
  const reflector = await chooseReflector(registry, flags.reflector, planners, {
    ...flags,
    environment,
  });
  const store =
    flags.scoreCache === undefined ? undefined : await openScoreFolder(flags.scoreCache);
  const open = async (model: string) =>
    cachedReward(await chooseReward(model, [benchmark.encoder], flags, context), store);
  if (flags.verifier !== undefined && flags.reward === undefined) {
    throw new InputError({
      place: { option: '--verifier' },
      problem: 'there is no reward that it could verify',
      remedy: 'Give --reward as well',
    });
  }
  const reward = flags.reward === undefined ? undefined : await open(flags.reward);
  const [reject, accept] = flags.verifyBetween ?? VERIFIED_RANGE;
  const closeRewards = async () =>
    closeAll([reward, verification?.verifier].filter((each) => each !== undefined));
  let verification: Verification | undefined;
  const progress = console.progress('evaluating', points.length * planners.length * tasks.length);
  let resumed = 0;
  let done = 0;
  try {
    for (const planner of planners) rewardFor(planner, reward);
    if (flags.verifier !== undefined) {
      verification = { verifier: await open(flags.verifier), reject, accept };
    }
    const whole = reward && verification ? verifiedReward(reward, verification) : reward;
    const settings = {
      benchmark: name,
      ...dataSettings(flags),
      tasks: flags.tasks,
      policy: policy.name,
      reward: nameOf(whole),
      samples,
      temperature,
      seed,
      // Named only where they are given, so that a journal from before they existed goes on.
      ...(flags.plannerOption === undefined
        ? {}
        : { plannerOptions: JSON.stringify(plannerOption) }),
      ...(reflector === undefined ? {} : { reflector: reflector.name }),
      ...(flags.budget === undefined ? {} : { budget: JSON.stringify(budget) }),
    };
    const rows: ReportRow[] = [];
    for (const { objective, folder } of points) {
      const table = await runExperiment({
        benchmark,
        tasks,
        planners,
        policy,
        reward,
        verification,
        reflector,
        objective,
        budget,
        rng: createRng(seed),
        clock,
        concurrency,
        journal: await openJournal(folder, settings, objective.text),
        signal,
        onOutcome: ({ planner }, isNew) => {
          done += 1;
          if (!isNew) resumed += 1;
          progress.update(done, planner);
        },
      });
      if (signal.aborted) {
        progress.stop();
        const kept =
          out === undefined ? 'Give --out to be able to go on.' : 'Run it again to go on.';
        throw new Interrupted(`${done} outcomes were finished. ${kept}`);
      }
      planners.forEach((planner, index) => {
        const identity = {
          planner: planner.name,
          policy: policy.name,
          reward: planner.needsReward ? nameOf(whole) : null,
          seed,
          objective: objective.text,
        };
        rows.push(reportRow(identity, table[index]!, createRng(seed).fork('interval')));
      });
    }
    progress.stop();
    if (resumed > 0) console.log(`${resumed} outcomes were taken from the journal.`);
    const facts = factsOfPoints(points);
    const isPlain = flags.objective === undefined && flags.sweep === undefined;
    const table = isPlain ? reportTable(rows) : tradeOffTable(rows, facts);
    return { rows, table, notes: set.notes?.() ?? [] };
  } finally {
    await set.close?.();
    progress.stop();
    await closeRewards();
  }
}

async function openJournal(
  folder: string | undefined,
  settings: Settings,
  objective: string,
): Promise<Journal> {
  if (folder === undefined) return Journal.inMemory();
  return Journal.open(folder, objective === 'reward' ? settings : { ...settings, objective });
}

function nameOf(reward: RewardModel | undefined): string | null {
  return reward === undefined ? null : `${reward.name}@${reward.version}`;
}

/** A planner that asks no reward ranks nothing: every point of a sweep would be the same. */
function requireRanking(planners: readonly Planner[]): void {
  if (planners.some(({ needsReward }) => needsReward)) return;
  const names = planners.map(({ name }) => name).join(', ');
  throw new InputError({
    place: { option: '--sweep' },
    problem: `it changes nothing, because none of the planners ranks by the objective (${names})`,
    remedy: 'Give --reward and a planner that uses it, such as best-of-n',
  });
}
