// Makes the Python environment of trainer/: `npm run setup:trainer`. Without an NVIDIA driver, the
// CPU build of PyTorch is taken, which is a tenth of the download.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TORCH = 'torch==2.13.0';
const CPU_INDEX = 'https://download.pytorch.org/whl/cpu';
const OLDEST = [3, 10];

const folder = fileURLToPath(new URL('../trainer/', import.meta.url));
const environment = join(folder, '.venv');
const isWindows = process.platform === 'win32';
const environmentPython = isWindows
  ? join(environment, 'Scripts', 'python.exe')
  : join(environment, 'bin', 'python');

/**
 * @param {string} problem
 * @param {string} remedy
 * @returns {never}
 */
function fail(problem, remedy) {
  console.error(`setup:trainer: ${problem}. ${remedy}.`);
  process.exit(1);
}

/** @param {string} command */
function versionOf(command) {
  const asked = spawnSync(command, ['-c', 'import sys; print(*sys.version_info[:2])'], {
    encoding: 'utf8',
  });
  return asked.status === 0 ? asked.stdout.trim().split(' ').map(Number) : undefined;
}

function findPython() {
  const given = process.env['ARMAP_PYTHON'];
  const candidates = given
    ? [given]
    : ['python3', 'python', 'python3.12', 'python3.11', 'python3.10'];
  for (const command of candidates) {
    const [major = 0, minor = 0] = versionOf(command) ?? [];
    if (major === OLDEST[0] && minor >= (OLDEST[1] ?? 0)) return command;
  }
  const wanted = OLDEST.join('.');
  return fail(
    `Python ${wanted} or later was not found (tried ${candidates.join(', ')})`,
    `Install it, or name it: ARMAP_PYTHON=/path/to/python3 npm run setup:trainer`,
  );
}

/** @param {readonly string[]} args */
function pip(...args) {
  const install = ['-m', 'pip', 'install', '--disable-pip-version-check', '--quiet', ...args];
  return spawnSync(environmentPython, install, { stdio: 'inherit' }).status === 0;
}

function hasNvidiaDriver() {
  return spawnSync('nvidia-smi', ['-L'], { stdio: 'ignore' }).status === 0;
}

/** On macOS and Windows the default index has the CPU build. */
function installTorch() {
  if (hasNvidiaDriver() || process.platform !== 'linux') return pip(TORCH);
  // A build that lies at hand, then PyTorch's index, then whatever the default index has.
  return pip(`${TORCH}+cpu`) || pip(TORCH, '--index-url', CPU_INDEX) || pip(TORCH);
}

const NETWORK = 'Check the network (pip needs an index of packages) and run it again';

if (!existsSync(environmentPython)) {
  const made = spawnSync(findPython(), ['-m', 'venv', environment], { stdio: 'inherit' });
  if (made.status !== 0) {
    fail('the environment could not be made', 'Install the venv module (on Debian: python3-venv)');
  }
}
if (!installTorch()) fail(`${TORCH} could not be installed`, NETWORK);
if (!pip('--editable', `${folder}[export,test]`)) fail('a package could not be installed', NETWORK);
console.log(
  `The trainer is ready: ${join(environment, isWindows ? 'Scripts' : 'bin', 'armap-trainer')}`,
);
