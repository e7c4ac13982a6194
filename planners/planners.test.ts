import { describePlanner } from '../src/testing/index.ts';
import { createBestOfN } from './best-of-n.ts';
import { createGreedy } from './greedy.ts';
import { createSampling } from './sampling.ts';

describePlanner({ name: 'greedy', create: createGreedy });
describePlanner({ name: 'sampling', create: () => createSampling({ samples: 30 }) });
describePlanner({ name: 'best-of-n', create: () => createBestOfN({ samples: 30 }) });
