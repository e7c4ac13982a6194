import type { OptionValue, PlannerFactory, PlannerOption } from '../src/core/planner-factory.ts';
import type { Planner } from '../src/core/planner.ts';
import { createBeam, createTreeOfThoughts } from './beam.ts';
import { createBestFirst } from './best-first.ts';
import { createBestOfN } from './best-of-n.ts';
import { createGreedy } from './greedy.ts';
import { createLats } from './lats.ts';
import { createArmapM, createGumbel, createPuct, createUct } from './mcts.ts';
import { createReflexion, type ReflexionOptions } from './reflexion.ts';
import { createSampling } from './sampling.ts';
import { createSelfConsistency, createWeightedSelfConsistency } from './self-consistency.ts';
import { createValueGuidedBeam } from './value-guided-beam.ts';

const option = (name: string, summary: string, value: OptionValue): PlannerOption => ({
  name,
  summary,
  default: value,
});

const samples = option('samples', 'independent rollouts', 10);
const temperature = option('temperature', 'how varied the proposals are', 0.7);
const proposals = option('proposals', 'what the policy is asked for at a state', 10);
const leaves = option('leaves', 'simulations under way at once; changes the tree', 1);
const stepwise = option('stepwise', 'commit one action after each search', false);
const simulations = (value: number) => option('simulations', 'at most, from one root', value);
const widening = (value: number) =>
  option('widening', 'how soon the policy is asked again; 0 for never', value);
const c = (value: number) => option('c', 'exploration constant, on values from 0 to 1', value);
const fromPrefix = option(
  'rollouts',
  'value a state by a greedy rollout, not by its prefix',
  false,
);

const width = (value: number) => option('width', 'states kept at each depth', value);

/** `rollouts` is how the command line says `evaluate`. */
function withEvaluate<T extends { readonly rollouts?: boolean }>({ rollouts, ...rest }: T) {
  return { ...rest, evaluate: rollouts === true ? ('rollout' as const) : ('prefix' as const) };
}

/** The names in `options` are those that `create` takes; `planners.test.ts` makes each of them. */
function entry(
  create: (options: never) => Planner,
  options: readonly PlannerOption[],
): PlannerFactory {
  const defaults = Object.fromEntries(options.map((each) => [each.name, each.default]));
  const build = (values: Readonly<Record<string, OptionValue>>) =>
    create({ ...defaults, ...values } as never);
  const { name, summary } = build({});
  return { name, summary, options, create: build };
}

/** Every planner with its options, as the command line lists them. */
export const planners: readonly PlannerFactory[] = [
  entry(createGreedy, []),
  entry(createSampling, [samples, temperature]),
  entry(createBestOfN, [
    samples,
    temperature,
    option('stopEarly', 'draw no more when that can gain little', false),
    option('tolerance', 'the most that stopping early may cost in expectation', 0.01),
  ]),
  entry(createSelfConsistency, [samples, temperature]),
  entry(createWeightedSelfConsistency, [samples, temperature]),
  entry(
    ({ trialTemperature, ...options }: ReflexionOptions & { trialTemperature?: number }) =>
      createReflexion({ ...options, temperature: trialTemperature }),
    [
      option('trials', 'at most', 10),
      option('remembered', 'failed trials that are remembered', 9),
      option('trialTemperature', 'of the trials after the first', 0),
    ],
  ),
  entry(createBeam, [width(8), proposals, temperature]),
  entry(createTreeOfThoughts, [width(5), proposals, temperature]),
  entry(createValueGuidedBeam, [
    option('beams', 'beams kept, each with one vote', 8),
    option('width', 'blocks sampled for each beam', 2),
    option('block', 'actions of a block', 2),
    temperature,
  ]),
  entry(createBestFirst, [
    option('expansions', 'states expanded at most', 200),
    proposals,
    temperature,
  ]),
  entry(
    (options: { rollouts?: boolean }) => createUct(withEvaluate(options)),
    [
      simulations(1000),
      c(0.7),
      proposals,
      temperature,
      widening(0.25),
      leaves,
      stepwise,
      fromPrefix,
    ],
  ),
  entry(
    (options: { rollouts?: boolean }) => createPuct(withEvaluate(options)),
    [
      simulations(1000),
      c(0.6),
      proposals,
      temperature,
      widening(0.5),
      leaves,
      stepwise,
      fromPrefix,
    ],
  ),
  entry(
    (options: { rollouts?: boolean }) => createGumbel(withEvaluate(options)),
    [
      simulations(64),
      option('considered', 'root actions considered at most', 16),
      proposals,
      temperature,
      widening(0),
      leaves,
      { ...stepwise, default: true },
      fromPrefix,
    ],
  ),
  entry(createArmapM, [simulations(100), leaves]),
  entry(createLats, [
    option('trajectories', 'followed to an end at most', 30),
    proposals,
    temperature,
    c(1),
    option('remembered', 'failed ends that are remembered', 3),
  ]),
];
