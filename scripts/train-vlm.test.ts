import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runArmap } from './testing/run-armap.ts';

let folder: string;
const at = (name: string) => join(folder, name);

/** In the place of Python: a program of the shell, which gets the arguments that Python would. */
async function pythonThat(name: string, script: string): Promise<{ ARMAP_PYTHON: string }> {
  await writeFile(at(name), `#!/bin/sh\n${script}\n`);
  await chmod(at(name), 0o755);
  return { ARMAP_PYTHON: at(name) };
}

const row = {
  format: 'armap-triplet/1',
  id: 'row-0',
  benchmark: 'shapes',
  taskId: 'task',
  intent: 'red bar',
  group: 'task',
  stage: 'finished',
  negativeKind: 'other-colour',
  confidence: 1,
  ...Object.fromEntries(
    ['positive', 'negative'].map((side) => [
      side,
      {
        id: side,
        benchmark: 'shapes',
        taskId: 'task',
        intent: 'red bar',
        steps: [],
        final: { text: side },
        end: 'finished',
        facts: { actions: 0 },
        usage: { policyCalls: 0, promptTokens: 0, completionTokens: 0, costUsd: 0 },
      },
    ]),
  ),
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'armap-train-vlm-'));
  await writeFile(at('rows.jsonl'), `${JSON.stringify(row)}\n`);
});
afterAll(() => rm(folder, { recursive: true }));

const VLM = ['train', 'a', '--trainer', 'vlm', '--out', 'o'];

const train = (...more: string[]): string[] => [
  ...['train', at('rows.jsonl'), '--trainer', 'vlm', '--out', at('out')],
  ...['--base', 'checkpoint', '--pictures', 'images', ...more],
];

describe('armap train --trainer vlm', () => {
  it('calls the trainer with what was given, and passes its lines on', async () => {
    const environment = await pythonThat(
      'echo',
      'for one in "$@"; do echo "$one"; done; echo "step 1 of 2" >&2',
    );
    const { code, log } = await runArmap(
      train('--seed', '7', '--', '--token-budget', '4096', '--resume'),
      { environment },
    );
    expect(code).toBe(0);
    const lines = log.split('\n');
    const given = lines
      .slice(0, lines.indexOf('--resume') + 1)
      .filter((line) => !/^step/.test(line));
    expect(given).toEqual([
      ...['-m', 'armap_trainer', 'train', '--data', at('rows.jsonl'), '--images', 'images'],
      ...['--base', 'checkpoint', '--output', at('out'), '--seed', '7'],
      ...['--token-budget', '4096', '--resume'],
    ]);
    expect(lines).toContain('step 1 of 2');
    expect(log).toContain(`armap-trainer export ${at('out')}`);
  });

  it('leaves epochs to the trainer unless they are given', async () => {
    const environment = await pythonThat('epochs', 'echo "$@"');
    expect((await runArmap(train(), { environment })).log).not.toContain('--epochs');
    expect((await runArmap(train('--epochs', '3'), { environment })).log).toContain('--epochs 3');
  });

  it('says how to make the environment when it is not there', async () => {
    const absent = await runArmap(train(), { environment: { ARMAP_PYTHON: at('nowhere') } });
    expect(absent.code).toBe(2);
    expect(absent.log).toContain('npm run setup:trainer');
    const environment = await pythonThat(
      'bare',
      `echo "$0: No module named armap_trainer" >&2; exit 1`,
    );
    const bare = await runArmap(train(), { environment });
    expect(bare.code).toBe(2);
    expect(bare.log).toMatch(/bare has no armap_trainer\. .*npm run setup:trainer/);
  });

  it('fails where the trainer fails', async () => {
    const environment = await pythonThat('failing', 'echo "armap-trainer: no weights" >&2; exit 1');
    const { code, log } = await runArmap(train(), { environment });
    expect(code).toBe(1);
    expect(log).toMatch(/no weights\n.*failed with exit code 1/);
  });

  it('ends the trainer on Ctrl-C and says how to go on', async () => {
    const environment = await pythonThat(
      'slow',
      `trap 'echo ended > ${at('ended')}; exit 1' TERM; echo ready > ${at('ready')}
       while true; do sleep 0.05; done`,
    );
    const controller = new AbortController();
    const running = runArmap(train(), { environment, signal: controller.signal });
    while (!existsSync(at('ready'))) await new Promise((resolve) => setTimeout(resolve, 10));
    controller.abort(new Error('Interrupted'));
    const { code, log } = await running;
    expect(code).toBe(130);
    expect(log).toContain('-- --resume');
    expect(await readFile(at('ended'), 'utf8')).toBe('ended\n');
  });

  it.each([
    [['train', 'a', 'b', '--trainer', 'vlm', '--out', 'o'], 'reads one file, and 2 were given'],
    [VLM, '--base: it is needed with --trainer vlm'],
    [[...VLM, '--heads', '3'], '--heads: it is no option of --trainer vlm'],
    [['train', 'a', '--out', 'o', '--base', 'b'], '--base: it is no option of --trainer mlp'],
    [['train', 'a', '--out', 'o', '--', '--full'], '--full: it is no option of --trainer mlp'],
  ])('refuses %j', async (argv, reason) => {
    const { code, log } = await runArmap(argv);
    expect(code).toBe(2);
    expect(log).toContain(reason);
  });
});
