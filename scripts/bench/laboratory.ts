import { LabEnvironment } from '../../benchmarks/laboratory/environment.ts';
import { laboratoryNumber } from '../../benchmarks/laboratory/stock/laboratories.ts';
import { createRng } from '../../src/core/rng.ts';

/**
 * Steps for each second of processor time, that of the garbage collector included, so that other work
 * on the machine counts little. Random actions among those that are offered, with every page made;
 * with `listActions`, also with the list of what can be done next.
 */

const STEPS = 20_000;
const STEPS_OF_A_WALK = 40;
const RUNS = 5;

const open = (walk: number) => new LabEnvironment(laboratoryNumber(walk % 40), 'try things out');

/** The actions of random walks, without those that end them. */
function recordWalks(): string[][] {
  const rng = createRng('steps');
  return Array.from({ length: STEPS / STEPS_OF_A_WALK }, (_, walk) => {
    const environment = open(walk);
    let { availableActions } = environment.reset();
    return Array.from({ length: STEPS_OF_A_WALK }, () => {
      const action = rng.pick(availableActions!.filter((each) => each !== 'finish'));
      ({ availableActions } = environment.step(action).observation);
      return action;
    });
  });
}

function stepsPerProcessorSecond(walks: readonly string[][], listActions: boolean): number {
  const before = process.cpuUsage();
  let characters = 0;
  for (const [walk, actions] of walks.entries()) {
    const environment = open(walk);
    environment.reset();
    for (const action of actions) {
      const { observation } = environment.step(action);
      characters += observation.text.length;
      if (listActions) characters += observation.availableActions!.length;
    }
  }
  const { user, system } = process.cpuUsage(before);
  if (characters === 0) throw new Error('The laboratory showed nothing');
  return (1e6 * STEPS) / (user + system);
}

const walks = recordWalks();
const results = [false, true].map((listActions) => {
  stepsPerProcessorSecond(walks, listActions);
  const runs = Array.from({ length: RUNS }, () => stepsPerProcessorSecond(walks, listActions));
  runs.sort((a, b) => a - b);
  const [slowest, median, fastest] = [runs[0]!, runs[RUNS >> 1]!, runs.at(-1)!].map(Math.round);
  return { listActions, median, slowest, fastest };
});
console.log(JSON.stringify({ benchmark: 'laboratory', stepsPerProcessorSecond: results }, null, 2));
