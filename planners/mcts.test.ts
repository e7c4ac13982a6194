import { describePlanner } from '../src/testing/index.ts';
import { createArmapM, createGumbel, createPuct, createUct } from './mcts.ts';

describePlanner({ name: 'mcts-uct', create: () => createUct({ simulations: 40 }) });
describePlanner({
  name: 'mcts-uct, 8 leaves',
  create: () => createUct({ simulations: 40, leaves: 8 }),
});
describePlanner({
  name: 'mcts-uct with rollouts',
  create: () => createUct({ simulations: 20, evaluate: 'rollout' }),
});
describePlanner({ name: 'mcts-puct', create: () => createPuct({ simulations: 40 }) });
describePlanner({ name: 'armap-m', create: () => createArmapM({ simulations: 20, leaves: 4 }) });
describePlanner({ name: 'mcts-gumbel', create: () => createGumbel({ simulations: 16 }) });
describePlanner({
  name: 'mcts-puct, step by step',
  create: () => createPuct({ simulations: 16, stepwise: true }),
});
