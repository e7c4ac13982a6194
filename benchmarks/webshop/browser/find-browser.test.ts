import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../../../src/core/errors.ts';
import { bundledBrowser } from './bundled-browser.ts';
import { findBrowser } from './find-browser.ts';

let folder: string;
let chrome: string;
const none = () => Promise.resolve(undefined);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'find-browser-'));
  chrome = join(folder, 'chromium');
  await writeFile(chrome, '#!/bin/sh\n');
  await chmod(chrome, 0o755);
});
afterAll(() => rm(folder, { recursive: true }));

describe('finding a browser', () => {
  it('takes the one asked for before those of the environment', async () => {
    const environment = { CHROME_PATH: '/nowhere', PUPPETEER_EXECUTABLE_PATH: '/nowhere' };
    const found = await findBrowser({ executablePath: chrome, environment });
    expect(found.executablePath).toBe(chrome);
  });

  it('takes the one that a variable names, and says which variable is wrong', async () => {
    const found = await findBrowser({ environment: { CHROME_PATH: chrome } });
    expect(found.executablePath).toBe(chrome);
    const wrong = findBrowser({ environment: { PUPPETEER_EXECUTABLE_PATH: '/nowhere' } });
    await expect(wrong).rejects.toThrow(InputError);
    await expect(wrong).rejects.toThrow(/PUPPETEER_EXECUTABLE_PATH, \/nowhere: is not a program/);
  });

  it('finds an installed one', async () => {
    const environment = { PATH: folder };
    const found = await findBrowser({ environment, platform: 'linux', bundled: none });
    expect(found.executablePath).toBe(chrome);
  });

  it.each(['linux', 'darwin', 'win32'] as const)(
    'says what to install where there is none (%s)',
    async (platform) => {
      const missing = findBrowser({ environment: {}, platform, bundled: none });
      await expect(missing).rejects.toThrow(InputError);
      await expect(missing).rejects.toThrow(/Install one, name it in CHROME_PATH/);
    },
  );
});

describe.runIf(process.platform === 'linux' && process.arch === 'x64')(
  'the bundled browser',
  () => {
    it('is unpacked once and whole when several ask for it at the same time', async () => {
      const place = await mkdtemp(join(folder, 'unpacked-'));
      const found = await Promise.all([bundledBrowser(place), bundledBrowser(place)]);
      expect(found[0]).toEqual(found[1]);
      expect(await readdir(place)).toHaveLength(1);
    }, 60_000);
  },
);
