import { plan, rewardFunction } from 'armap';
import { createPuzzle, game24 } from 'armap/benchmarks/game24';
import { createBestOfN } from 'armap/planners';

const result = await plan(createBestOfN({ samples: 50 }), {
  benchmark: game24,
  task: createPuzzle([4, 5, 6, 10]),
  policy: game24.policies['heuristic']!.create(),
  reward: rewardFunction(({ steps }) => (steps.at(-2)?.action.endsWith('(left: 24)') ? 1 : -1)),
  budget: { policyCalls: 200, wallMs: 10_000 },
});
console.log(result.best?.trajectory.steps.map((step) => step.action));
console.log(result.stopReason, result.spent);
