import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const texts = [
  ...readdirSync(ROOT).filter((file) => file.endsWith('.md')),
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
];

describe('the texts', () => {
  it('show the example that CI runs', () => {
    const [, code] = /```ts\n([\s\S]*?)```/.exec(read('README.md'))!;
    expect(code).toBe(read('examples/custom-reward.ts'));
    expect(code!.trim().split('\n').length).toBeLessThanOrEqual(15);
  });

  it.each(texts)('link to files that exist: %s', (file) => {
    const links = [...read(file).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)];
    for (const [, target] of links) {
      expect(existsSync(join(ROOT, dirname(file), target!)), target).toBe(true);
    }
  });

  it('name only commands and scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    for (const file of texts) {
      for (const [, name] of read(file).matchAll(/npm run (?:--silent )?([a-z:]+)/g)) {
        expect(scripts, `${file}: npm run ${name!}`).toHaveProperty(name!);
      }
      for (const [path] of read(file).matchAll(/(?:scripts|examples|docs)\/[\w./-]+\.(?:ts|md)/g)) {
        expect(existsSync(join(ROOT, path)), `${file}: ${path}`).toBe(true);
      }
    }
  });
});
