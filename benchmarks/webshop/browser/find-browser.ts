import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { InputError } from '../../../src/core/errors.ts';
import { bundledBrowser, type BrowserProgram } from './bundled-browser.ts';

export interface BrowserSearch {
  /** The user's choice. */
  readonly executablePath?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform?: NodeJS.Platform;
  /** The last resort: a browser that came as a package; undefined where there is none. */
  readonly bundled?: () => Promise<BrowserProgram | undefined>;
}

/** What users of puppeteer and of Lighthouse set already. */
const VARIABLES = ['PUPPETEER_EXECUTABLE_PATH', 'CHROME_PATH'];

const COMMANDS = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'];

/**
 * The Chrome or Chromium to drive: the one asked for, that of the environment, an installed one, or
 * `@sparticuz/chromium`. Nothing is downloaded. Throws `InputError` when there is none.
 */
export async function findBrowser(search: BrowserSearch): Promise<BrowserProgram> {
  const { executablePath, environment, platform = process.platform } = search;
  if (executablePath !== undefined) return demand(executablePath, '--browser');
  for (const variable of VARIABLES) {
    const path = environment[variable];
    if (path !== undefined && path !== '') return demand(path, variable);
  }
  for (const path of usualPlaces(platform, environment)) {
    if (await isExecutable(path)) return { executablePath: path };
  }
  const bundled = await (search.bundled ?? bundledBrowser)();
  if (bundled !== undefined) return bundled;
  throw new InputError({
    problem: 'no Chrome or Chromium was found',
    remedy: 'Install one, name it in CHROME_PATH, or run: npm install @sparticuz/chromium',
  });
}

/** Where Chrome and Chromium are installed, the likeliest first. */
function usualPlaces(
  platform: NodeJS.Platform,
  environment: BrowserSearch['environment'],
): readonly string[] {
  if (platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (platform === 'win32') {
    return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
      .flatMap((variable) => environment[variable] ?? [])
      .flatMap((folder) => [
        `${folder}\\Google\\Chrome\\Application\\chrome.exe`,
        `${folder}\\Chromium\\Application\\chrome.exe`,
        `${folder}\\Microsoft\\Edge\\Application\\msedge.exe`,
      ]);
  }
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)));
}

async function demand(path: string, option: string): Promise<BrowserProgram> {
  if (await isExecutable(path)) return { executablePath: path };
  throw new InputError({
    place: { option, file: path },
    problem: 'is not a program that can be run',
    remedy: 'Give the path of a Chrome or Chromium',
  });
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
