import { describePolicy } from '../../src/testing/index.ts';
import { Game24Environment } from './environment.ts';
import { game24 } from './index.ts';
import { createPuzzle } from './puzzle.ts';

const puzzle = createPuzzle([4, 5, 6, 10]);

for (const [name, { create }] of Object.entries(game24.policies)) {
  const { intent } = puzzle;
  const observation = new Game24Environment(puzzle).reset();
  describePolicy({ name: `${name} of game24`, create, intent, observation });
}
