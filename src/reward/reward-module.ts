import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Awaitable } from '../core/awaitable.ts';
import { describeCause, InputError } from '../core/errors.ts';
import type { RewardModel } from '../core/reward-model.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { isSystemError } from '../store/jsonl.ts';
import { derivedVersion } from './derived-version.ts';
import { batchRewardFunction, rewardFunction } from './reward-function.ts';

/** What a module of a user exports, by name or in its default export. */
export interface RewardModule {
  readonly score?: (trajectory: Trajectory) => Awaitable<number>;
  /** Used instead of `score` where both are there. */
  readonly scoreBatch?: (trajectories: readonly Trajectory[]) => Awaitable<readonly number[]>;
  /** If absent, a hash of the file: it does not follow what the module imports. */
  readonly version?: string;
  /** Whether scores are probabilities, 0 to 1; `false` if absent. */
  readonly calibrated?: boolean;
}

/** Node could not read TypeScript, or not this TypeScript. */
const NEEDS_JAVASCRIPT: readonly unknown[] = [
  'ERR_UNKNOWN_FILE_EXTENSION',
  'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX',
  'ERR_INVALID_TYPESCRIPT_SYNTAX',
  'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING',
];

/**
 * Makes a reward of a JavaScript module; TypeScript works where the running Node or a loader such
 * as tsx reads it. The path is relative to the working directory. The module runs with all rights
 * of this process.
 *
 * Throws `InputError` that names the file when it is missing, fails to load, or exports neither
 * `score` nor `scoreBatch`. Scoring rejects with `RewardError`, as `rewardFunction` does.
 */
export async function openRewardModule(
  path: string,
  load: (url: string) => Promise<unknown> = (url) => import(/* @vite-ignore */ url),
): Promise<RewardModel> {
  const file = resolve(path);
  const source = await readSource(path, file);
  let namespace: unknown;
  try {
    namespace = await load(pathToFileURL(file).href);
  } catch (cause) {
    throw unloadable(path, cause);
  }
  const { score, scoreBatch, version, calibrated } = exportsOf(path, namespace);
  const options = {
    name: basename(path),
    version: version ?? derivedVersion(source),
    ...(calibrated === undefined ? {} : { calibrated }),
  };
  if (scoreBatch !== undefined) return batchRewardFunction(scoreBatch, options);
  if (score !== undefined) return rewardFunction(score, options);
  throw refuse(path, 'it exports neither "score" nor "scoreBatch"', EXPORT_SCORE);
}

const EXPORT_SCORE = 'Write: export function score(trajectory) { return 0; }';

async function readSource(path: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    const problem = cause.code === 'ENOENT' ? 'there is no such file' : describeCause(cause);
    throw refuse(path, problem, 'Give the path of a module, such as module:./my-reward.mjs', cause);
  }
}

function unloadable(path: string, cause: unknown): InputError {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : '';
  if (NEEDS_JAVASCRIPT.includes(code)) {
    return refuse(
      path,
      `Node ${process.versions.node} cannot load it as TypeScript`,
      'Write the module in JavaScript and name it .mjs',
      cause,
    );
  }
  const kind = cause instanceof Error && cause.name !== 'Error' ? `${cause.name}: ` : '';
  return refuse(path, `it cannot be loaded (${kind}${describeCause(cause)})`, 'Repair it', cause);
}

/** The exports, each of the type that it must have. */
function exportsOf(path: string, namespace: unknown): RewardModule {
  const exported = (name: keyof RewardModule, type: string): unknown => {
    const value = propertyOf(namespace, name) ?? propertyOf(propertyOf(namespace, 'default'), name);
    if (value === undefined || typeof value === type) return value;
    throw refuse(path, `its export "${name}" is not a ${type}`, `Export a ${type}`);
  };
  return {
    score: exported('score', 'function'),
    scoreBatch: exported('scoreBatch', 'function'),
    version: exported('version', 'string'),
    calibrated: exported('calibrated', 'boolean'),
  } as RewardModule;
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function refuse(path: string, problem: string, remedy: string, cause?: unknown): InputError {
  return new InputError({ place: { option: '--reward', file: path }, problem, remedy, cause });
}
