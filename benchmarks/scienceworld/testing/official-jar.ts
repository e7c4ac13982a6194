import { spawnSync } from 'node:child_process';
import { findJar, type FoundJar } from '../jar/find-jar.ts';

/** The simulator, where it was set up and there is a Java for it; undefined makes a test skip. */
export async function officialJar(): Promise<FoundJar | undefined> {
  if (spawnSync('java', ['-version']).status !== 0) return undefined;
  return findJar({ path: '' }).catch(() => undefined);
}
