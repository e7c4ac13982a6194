import { chmod, mkdir, mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Trajectory } from '../core/trajectory.ts';
import { NO_USAGE } from '../core/usage.ts';
import { readJsonLines } from './jsonl.ts';
import { keepWholeLines, OutputFile } from './output-file.ts';
import { readTrajectories, trajectoryLine, TRAJECTORY_FORMAT } from './records.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'armap-store-'));
});

async function collect<T>(lines: AsyncIterable<{ value: T; line: number }>): Promise<T[]> {
  const values: T[] = [];
  for await (const { value } of lines) values.push(value);
  return values;
}

const schema = z.object({ a: z.number() });

describe('reading JSON Lines', () => {
  it('passes over blank lines and counts them', async () => {
    const file = join(folder, 'x.jsonl');
    await writeFile(file, '{"a":1}\n\n  \r\n{"a":2}');
    const lines = [];
    for await (const line of readJsonLines(file, schema)) lines.push(line);
    expect(lines).toEqual([
      { value: { a: 1 }, line: 1 },
      { value: { a: 2 }, line: 4 },
    ]);
  });

  it.each([
    ['a line that is not JSON', '{"a":1}\n{"a":', ':2: not valid JSON'],
    ['a field of the wrong kind', '{"a":1}\n{"a":"x"}', ':2, field "a": '],
    ['a value that is no record', '[]', ':1: '],
  ])('names the place of %s', async (_, content, message) => {
    const file = join(folder, 'x.jsonl');
    await writeFile(file, content);
    await expect(collect(readJsonLines(file, schema))).rejects.toThrow(`${file}${message}`);
  });

  it('names a missing file and a folder', async () => {
    const missing = join(folder, 'missing.jsonl');
    await expect(collect(readJsonLines(missing, schema))).rejects.toThrow(
      `${missing}: cannot be read`,
    );
    await expect(collect(readJsonLines(folder, schema))).rejects.toThrow('cannot be read');
  });
});

describe('trajectory files', () => {
  const trajectory: Trajectory = {
    id: 't/1',
    benchmark: 'b',
    taskId: 't',
    intent: 'do "it" \u2028 \u{1f600}',
    steps: [{ observation: { text: 'line\nbreak' }, thought: 'hm', action: 'go' }],
    final: { text: 'end', url: 'http://127.0.0.1/' },
    end: 'finished',
    facts: { actions: 1 },
    usage: NO_USAGE,
  };

  it('give back what was written, on one line each', async () => {
    const file = join(folder, 't.jsonl');
    expect(trajectoryLine(trajectory)).not.toContain('\n');
    await writeFile(file, `${trajectoryLine(trajectory)}\n`);
    const [read] = await collect(readTrajectories(file));
    expect(read).toEqual({ format: TRAJECTORY_FORMAT, ...trajectory });
  });

  it('refuse records of another format', async () => {
    const file = join(folder, 't.jsonl');
    await writeFile(file, JSON.stringify({ ...trajectory, format: 'armap-triplet/1' }));
    await expect(collect(readTrajectories(file))).rejects.toThrow('field "format"');
  });
});

describe('an output file', () => {
  it('appears under its name only when it is complete', async () => {
    const file = join(folder, 'new', 'out.jsonl');
    const output = await OutputFile.open(file, { seed: 1 });
    await output.write('one');
    await expect(stat(file)).rejects.toThrow();
    await output.suspend();
    await output.complete();
    expect(await readFile(file, 'utf8')).toBe('one\n');
    expect(await readdir(join(folder, 'new'))).toEqual(['out.jsonl']);
  });

  it('goes on after the last whole line when the settings are the same', async () => {
    const file = join(folder, 'out.jsonl');
    const first = await OutputFile.open(file, { seed: 1 });
    await first.write('one');
    await first.write('two');
    await first.suspend();
    await writeFile(`${file}.partial`, 'one\ntwo\nthr');
    const second = await OutputFile.open(file, { seed: 1 });
    expect(second.linesBefore).toBe(2);
    await second.write('three');
    await second.complete();
    expect(await readFile(file, 'utf8')).toBe('one\ntwo\nthree\n');
  });

  it('starts afresh with other settings and keeps a complete file until it is replaced', async () => {
    const file = join(folder, 'out.jsonl');
    await writeFile(file, 'old\n');
    const first = await OutputFile.open(file, { seed: 1 });
    await first.write('one');
    await first.suspend();
    const second = await OutputFile.open(file, { seed: 2 });
    expect(second.linesBefore).toBe(0);
    expect(await readFile(file, 'utf8')).toBe('old\n');
    await second.complete();
    expect(await readFile(file, 'utf8')).toBe('');
  });

  it('cuts off what was not written to the end of its line', async () => {
    const file = join(folder, 'lines');
    await writeFile(file, 'a\nb\nc');
    expect(await keepWholeLines(file)).toBe(2);
    expect(await readFile(file, 'utf8')).toBe('a\nb\n');
    expect(await keepWholeLines(join(folder, 'missing'))).toBe(0);
  });

  it('says where it cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');
    const below = join(folder, 'file', 'out.jsonl');
    await expect(OutputFile.open(below, {})).rejects.toThrow(`--out, ${below}: cannot be written`);
  });

  it.skipIf(process.getuid?.() === 0)('says where it may not write (skipped as root)', async () => {
    const locked = join(folder, 'locked');
    await mkdir(locked);
    await chmod(locked, 0o500);
    await expect(OutputFile.open(join(locked, 'out'), {})).rejects.toThrow('cannot be written');
  });
});
