import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DOCS = join(ROOT, 'docs');
/** Not under version control. */
const RUNS = join(ROOT, 'runs');

/** Guides are to be read at one sitting. */
const GUIDES = ['write-a-planner.md', 'write-a-reward.md', 'control-the-cost.md'];
const MOST_LINES = 40;

const programs = readdirSync(DOCS)
  .filter((file) => file.endsWith('.md'))
  .flatMap((file) =>
    [...readFileSync(join(DOCS, file), 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(
      ([, code], index) => ({ name: `${file}, block ${index + 1}`, code: code! }),
    ),
  );

/** Runs a program as a user in a checkout would, in a folder of its own. */
async function run(code: string): Promise<{ status: number | null; errors: string }> {
  await mkdir(RUNS, { recursive: true });
  const folder = await mkdtemp(join(RUNS, 'docs-'));
  try {
    const file = join(folder, 'program.ts');
    await writeFile(file, code);
    const child = spawn(process.execPath, ['--import', 'tsx', file], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { status, errors };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('the guides', () => {
  it.each(GUIDES)('stay short: %s', (file) => {
    const lines = readFileSync(join(DOCS, file), 'utf8').trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(MOST_LINES);
    expect(programs.some(({ name }) => name.startsWith(file))).toBe(true);
  });

  it.each(programs)('show programs that run: $name', async ({ code }) => {
    expect(await run(code)).toMatchObject({ status: 0, errors: '' });
  });
});
