import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { modelCardSchema, versionOf } from '../src/reward/model-card.ts';
import { runArmap } from './testing/run-armap.ts';
import { EVAL, openSmallLoop, type SmallLoop } from './testing/small-loop.ts';

let loop: SmallLoop;
const at = (name: string): string => loop.at(name);
const armap = (...argv: string[]) => runArmap(argv);

beforeAll(async () => {
  loop = await openSmallLoop(2000);
});

describe('bad input is one clear error with exit code 2', () => {
  const refuse = async (argv: string[], ...messages: string[]) => {
    const { code, out, log } = await armap(...argv);
    for (const message of messages) expect(log).toContain(message);
    expect(log.trim().split('\n').length).toBeLessThanOrEqual(3);
    expect(log).not.toContain('    at ');
    expect(out).toBe('');
    expect(code).toBe(2);
  };

  it.each([
    [
      'a missing file',
      ['synthesize', 'missing.jsonl', '--out', 'x'],
      ['missing.jsonl: cannot be read'],
    ],
    ['an unknown command', ['evla', 'game24'], ['unknown command', 'eval']],
    ['an unknown option', ['eval', 'game24', '--sampels', '3'], ['--sampels', '--samples']],
    ['a missing option', ['collect', 'game24', '--count', '3'], ['--out']],
    ['an unknown benchmark', ['eval', 'game25'], ['Did you mean "game24"?']],
    [
      'an unknown planner',
      ['eval', 'game24', '--planner', 'best-of-m'],
      ['--planner', 'Did you mean "best-of-n"?'],
    ],
    [
      'an unknown policy',
      ['eval', 'game24', '--policy', 'heuristics'],
      ['--policy', 'Did you mean "heuristic"?'],
    ],
    [
      'a policy far from any',
      ['eval', 'game24', '--policy', 'qwertyuiop'],
      ['Known: explorer, heuristic, openai:MODEL'],
    ],
    [
      'an unknown planner option',
      ['eval', 'game24', '--planner', 'greedy,sampling', '--planner-option', 'sample=3'],
      ['--planner-option', 'Did you mean "samples"?'],
    ],
    [
      'a planner option of the wrong kind',
      ['eval', 'game24', '--planner', 'sampling', '--planner-option', 'samples=few'],
      ['field "samples"', '"few" is not a number'],
    ],
    [
      'a planner without its reward',
      ['eval', 'game24', '--planner', 'best-of-n'],
      ['--reward', '"best-of-n" needs a reward'],
    ],
    [
      'a benchmark option of the wrong value',
      ['eval', 'webshop', '--benchmark-option', 'goals=some'],
      ['--benchmark-option', 'field "goals"', 'synthetic, human'],
    ],
    [
      'a benchmark option that another benchmark has',
      ['eval', 'game24', '--benchmark-option', 'goals=human'],
      ['--benchmark-option', 'no option of game24 "goals"'],
    ],
    [
      'data that are no shop',
      ['webshop', 'search', '--queries', 'q.jsonl', '--data', 'no-such-folder'],
      ['--data', 'no-such-folder'],
    ],
    [
      'tools where the benchmark declares none',
      'eval game24 --policy openai:m --base-url http://127.0.0.1:9/v1 --dialect tools'.split(' '),
      ['--dialect', 'no tools'],
    ],
    ['a missing model', ['eval', 'game24', '--reward', 'no-such-model'], ['no-such-model']],
    [
      'a range out of bounds',
      ['eval', 'game24', '--tasks', '1300-1400'],
      ['--tasks', '1300-1400 is out of bounds', '0 to 1361'],
    ],
    [
      'a number that is none',
      ['eval', 'game24', '--samples', 'many'],
      ['--samples', 'whole number'],
    ],
    [
      'exploring test tasks',
      ['collect', 'game24', '--count', '1', '--out', 'x', '--tasks', 'test'],
      ['kept for testing'],
    ],
    [
      'a chat model without key or server',
      ['eval', 'game24', '--policy', 'openai:any'],
      ['OPENAI_API_KEY', '--base-url'],
    ],
    [
      'an unknown trainer',
      ['train', 'x', '--out', 'y', '--trainer', 'deep'],
      ['--trainer', 'linear', 'mlp'],
    ],
  ])('%s', async (_, argv, messages) => {
    await refuse(argv, ...messages);
  });

  it('a broken line, named by its number', async () => {
    const text = await readFile(at('walks.jsonl'), 'utf8');
    const lines = text.split('\n').slice(0, 5);
    await writeFile(at('broken.jsonl'), [...lines, '{"format": "armap-traj'].join('\n'));
    await refuse(
      ['synthesize', at('broken.jsonl'), '--out', at('never')],
      'broken.jsonl:6: not valid JSON',
    );
    await refuse(['score', at('model-mlp'), at('broken.jsonl')], 'broken.jsonl:6: not valid JSON');
    expect(existsSync(at('never'))).toBe(false);
  });

  it('a file of another kind', async () => {
    await refuse(
      ['train', at('walks.jsonl'), '--out', at('m')],
      'walks.jsonl:1, field "',
      'armap synthesize',
    );
  });

  it('an episode without a task, or with an unknown one', async () => {
    await writeFile(at('e1.jsonl'), '{"actions": []}');
    await refuse(
      ['replay', 'game24', '--episodes', at('e1.jsonl')],
      'e1.jsonl:1',
      '"task" or "goal"',
    );
    await writeFile(at('e2.jsonl'), '{"task": "one two", "actions": []}');
    await refuse(
      ['replay', 'game24', '--episodes', at('e2.jsonl')],
      'e2.jsonl:1',
      'no task "one two"',
    );
  });

  it('a model of another feature version, left as it is', async () => {
    const model = at('model-old');
    await mkdir(model);
    const card = modelCardSchema.parse(await loop.cardOf('model-mlp'));
    const encoder = { ...card.encoder, version: 99 };
    const version = versionOf({ ...card, encoder });
    const old = JSON.stringify({ ...card, encoder, version });
    await writeFile(join(model, 'model.json'), old);
    await writeFile(join(model, 'model.onnx'), await readFile(at('model-mlp/model.onnx')));
    await refuse([...EVAL, '--reward', model], 'encoder.version', '99', 'Train the reward again');
    expect(await readFile(join(model, 'model.json'), 'utf8')).toBe(old);
  });

  it('a place where nothing can be written', async () => {
    await writeFile(at('file'), '');
    const below = join(at('file'), 'out');
    await refuse(['collect', 'game24', '--count', '1', '--out', below], 'cannot be written');
    await refuse(['train', at('triplets.jsonl'), '--out', below], 'cannot be written');
    await refuse([...EVAL, '--planner', 'greedy', '--out', below], 'cannot be written');
  });

  it('training rows on a test puzzle', async () => {
    const [line] = (await readFile(at('triplets.jsonl'), 'utf8')).split('\n');
    const leaked = line!
      .replace(/"group":"[^"]*"/, '"group":"4 5 6 10"')
      .replace('"id":"triplet-1"', '"id":"triplet-2"');
    await writeFile(at('leaked.jsonl'), `${line!}\n${leaked}\n`);
    await refuse(
      ['train', at('leaked.jsonl'), '--out', at('m')],
      'leaked.jsonl:2',
      'kept for testing',
    );
  });
});
