import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  { ignores: ['dist', 'node_modules', 'runs', 'coverage', 'trainer/.venv'] },
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      'no-console': 'error',
      'no-debugger': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Contracts allow synchronous answers, so awaiting a value that may not be a promise is meant.
      '@typescript-eslint/await-thenable': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_' }],
      // Typed arrays and bounded loops index where the bound is known from the loop.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    // Suites compare functions by identity and never call them unbound.
    files: ['src/testing/**', '**/*.test.ts'],
    rules: { '@typescript-eslint/unbound-method': 'off' },
  },
  { files: ['scripts/**', 'examples/**', 'src/cli/**', '.ci/**'], rules: { 'no-console': 'off' } },
  { files: ['**/*.js', '**/*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
);
