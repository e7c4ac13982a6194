import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { runArmap } from './testing/run-armap.ts';
import { collectWalks, EVAL, rowsOf, type Row } from './testing/small-loop.ts';

const withoutTime = (rows: readonly Row[]) => rows.map((row) => ({ ...row, wallMs: 0 }));

const COLLECT = collectWalks(6000);
const armap = (...argv: string[]) => runArmap(argv);

let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'armap-killed-'));
});

describe('a killed run', () => {
  const script = fileURLToPath(new URL('armap.ts', import.meta.url));
  const spawnArmap = (argv: readonly string[]) =>
    spawn(process.execPath, ['--import', 'tsx', script, ...argv], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  it('of eval goes on where it was, to the same rows', async () => {
    const command = [...EVAL, '--planner', 'sampling', '--samples', '150', '--json'];
    const expected = rowsOf(await armap(...command));
    const out = at('killed');
    const child = spawnArmap([...command, '--out', out]);
    const exited = new Promise((resolve) => child.once('exit', resolve));
    const journal = join(out, 'journal.jsonl');
    // Killed as soon as something is in the journal, at whatever moment that is.
    while (!existsSync(journal) || (await readFile(journal, 'utf8')).split('\n').length < 4) {
      if (child.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    child.kill('SIGKILL');
    await exited;
    const before = (await readFile(journal, 'utf8')).split('\n').length - 1;
    expect(before).toBeLessThan(100);
    const resumed = await armap(...command, '--out', out);
    expect(resumed.log).toMatch(/\d+ outcomes were taken from the journal/);
    expect(withoutTime(rowsOf(resumed))).toEqual(withoutTime(expected));
    const lines = (await readFile(journal, 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(100);
  });

  it('of collect goes on where it was when interrupted by Ctrl-C', async () => {
    const quiet = at('walks.jsonl');
    expect(await armap(...COLLECT, '--out', quiet)).toMatchObject({ code: 0 });
    const expected = await readFile(quiet, 'utf8');
    const out = at('interrupted.jsonl');
    const child = spawnArmap([...COLLECT, '--out', out]);
    let log = '';
    child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
    const exited = new Promise((resolve) => child.once('exit', resolve));
    while (!existsSync(`${out}.partial`) || (await readFile(`${out}.partial`)).length === 0) {
      if (child.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    child.kill('SIGINT');
    expect(await exited).toBe(130);
    expect(log).toContain('run the same command to go on');
    expect(existsSync(out)).toBe(false);
    const resumed = await armap(...COLLECT, '--out', out);
    expect(resumed.log).toContain('Going on after');
    expect(await readFile(out, 'utf8')).toBe(expected);
  });
});
