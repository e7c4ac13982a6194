import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** A browser, and the variables it wants to be started with. */
export interface BrowserProgram {
  readonly executablePath: string;
  readonly environment?: Readonly<Record<string, string>>;
}

const PACKAGE = '@sparticuz/chromium';

/** Runs apart, since the package takes the folder to unpack into from its environment. */
const UNPACK = 'const m = require(process.argv[1]); (m.default ?? m).executablePath()';

/**
 * The Chromium for Linux that comes as an npm package, unpacked into a folder for temporary files;
 * undefined where the package is not installed or not for this machine. The package itself takes
 * a half-written browser for a whole one, so it unpacks aside and the result is moved into place:
 * any number of processes may do this at once, and any of them may be killed.
 */
export async function bundledBrowser(folder = tmpdir()): Promise<BrowserProgram | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const main = locate();
  if (main === undefined) return undefined;
  const place = join(folder, `armap-chromium-${await versionOf(main)}-${process.getuid?.() ?? 0}`);
  const program = {
    executablePath: join(place, 'chromium'),
    environment: { FONTCONFIG_FILE: join(place, 'fonts.conf') },
  };
  if (await isThere(program.executablePath)) return program;
  const aside = await mkdtemp(`${place}-`);
  try {
    await promisify(execFile)(process.execPath, ['--eval', UNPACK, main], {
      env: { ...process.env, TMPDIR: aside },
    });
    await writeFile(join(aside, 'fonts.conf'), fontsOf(place));
    await rename(aside, place);
  } catch (cause) {
    // Another process may have been faster.
    if (!(await isThere(program.executablePath))) throw cause;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  return program;
}

function locate(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(PACKAGE);
  } catch {
    return undefined;
  }
}

async function versionOf(main: string): Promise<string> {
  const manifest = join(dirname(main), '..', '..', 'package.json');
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  return version;
}

/** The fonts of the machine, and those of the package where the machine has none. */
function fontsOf(place: string): string {
  return [
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>',
    '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>',
    `<dir>${place}/fonts</dir><cachedir>${place}/font-cache</cachedir></fontconfig>`,
  ].join('\n');
}

function isThere(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
