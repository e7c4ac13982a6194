// Checks and tests trainer/ in the environment that `npm run setup:trainer` made.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../trainer/', import.meta.url));
const python =
  process.platform === 'win32'
    ? join(folder, '.venv', 'Scripts', 'python.exe')
    : join(folder, '.venv', 'bin', 'python');

if (!existsSync(python)) {
  console.error('test:trainer: there is no Python environment. Run `npm run setup:trainer` first.');
  process.exit(1);
}
// The models are tiny: threads would wait for each other more than they compute.
const env = { ...process.env, OMP_NUM_THREADS: '1' };
for (const args of [
  ['ruff', 'check', '.'],
  ['ruff', 'format', '--check', '.'],
  ['pytest', '-q', ...process.argv.slice(2)],
]) {
  const { status } = spawnSync(python, ['-m', ...args], { cwd: folder, stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 1);
}
