import { describePlanner } from '../src/testing/index.ts';
import { createBeam, createTreeOfThoughts } from './beam.ts';
import { createBestFirst } from './best-first.ts';

describePlanner({ name: 'best-first', create: () => createBestFirst({ expansions: 12 }) });
describePlanner({ name: 'beam', create: () => createBeam({ width: 3 }) });
describePlanner({ name: 'tree-of-thoughts', create: () => createTreeOfThoughts() });
