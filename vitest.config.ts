import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^armap$/, replacement: at('./src/index.ts') },
      { find: /^armap\/agents$/, replacement: at('./agents/index.ts') },
      { find: /^armap\/planners$/, replacement: at('./planners/index.ts') },
      { find: /^armap\/benchmarks\/(.*)$/, replacement: at('./benchmarks/') + '$1/index.ts' },
      { find: /^armap\/serve$/, replacement: at('./src/serve/index.ts') },
      { find: /^armap\/testing$/, replacement: at('./src/testing/index.ts') },
    ],
  },
  test: {
    include: ['{src,agents,planners,benchmarks,scripts,examples}/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
