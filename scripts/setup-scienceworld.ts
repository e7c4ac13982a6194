import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  JAR_FILE,
  jarFolder,
  NOTE_FILE,
  type JarNote,
} from '../benchmarks/scienceworld/jar/jar-folder.ts';
import { KNOWN_VERSIONS } from '../benchmarks/scienceworld/jar/known-versions.ts';
import { readZipMember } from '../benchmarks/scienceworld/jar/zip-member.ts';
import { describeCause } from '../src/core/errors.ts';

/**
 * Brings the official simulator: has pip download the wheel of the package `scienceworld`, takes the
 * jar out of it, checks its hash, and puts it where the benchmark looks for it.
 */

const JAR_MEMBER = 'scienceworld/scienceworld.jar';
/** Tried in turn; `py` is the launcher on Windows. */
const PYTHONS = ['python3', 'python', 'py'];

const { values } = parseArgs({
  options: {
    version: { type: 'string' },
    wheel: { type: 'string' },
    sha256: { type: 'string' },
  },
});

try {
  await setUp(values);
} catch (error) {
  console.error(`setup:scienceworld: ${describeCause(error)}`);
  process.exitCode = 1;
}

async function setUp(given: typeof values): Promise<void> {
  const folder = jarFolder();
  const inName = /scienceworld-([\d.]+)-[^/\\]*\.whl$/.exec(given.wheel ?? '')?.[1];
  const wanted = { ...given, version: given.version ?? inName ?? KNOWN_VERSIONS[0]!.version };
  const known = KNOWN_VERSIONS.find(({ version }) => version === wanted.version);
  const expected = wanted.sha256 ?? known?.sha256;
  if (wanted.wheel === undefined && (await isThere(folder, wanted.version))) {
    console.log(`ScienceWorld ${wanted.version} is there already: ${join(folder, JAR_FILE)}`);
    return reportJava();
  }
  const scratch = await mkdtemp(join(tmpdir(), 'armap-scienceworld-'));
  try {
    const wheel = wanted.wheel ?? (await download(wanted.version, scratch));
    const jar = readZipMember(await readFile(wheel), JAR_MEMBER);
    const sha256 = createHash('sha256').update(jar).digest('hex');
    if (expected === undefined) {
      console.warn(
        `The hash of version ${wanted.version} is not known here; pip has checked the wheel against the index. SHA-256 of the jar: ${sha256}`,
      );
    } else if (sha256 !== expected) {
      throw new Error(
        `the jar of version ${wanted.version} has the SHA-256 ${sha256}, and ${expected} was expected; nothing was kept`,
      );
    }
    await keep(folder, jar, { version: wanted.version, sha256 });
    console.log(`ScienceWorld ${wanted.version}: ${join(folder, JAR_FILE)}`);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return reportJava();
}

async function download(version: string, folder: string): Promise<string> {
  const pip = ['-m', 'pip', 'download', `scienceworld==${version}`, '--no-deps', '--dest', folder];
  let said = 'none of the programs python3, python and py is there';
  for (const python of PYTHONS) {
    const { code, output } = await run(python, [...pip, '--disable-pip-version-check']);
    if (code === 0) {
      const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'));
      if (wheel !== undefined) return join(folder, wheel);
      said = 'pip brought no wheel';
      break;
    }
    if (code === undefined) continue;
    said = output.trim().split('\n').at(-1) ?? '';
    break;
  }
  throw new Error(
    `pip could not download scienceworld ${version} (${said}). Where PyPI cannot be reached, download the wheel elsewhere ("pip download scienceworld==${version} --no-deps") and give it with --wheel FILE, or set SCIENCEWORLD_JAR to a scienceworld.jar`,
  );
}

/** The note is written last: a jar without it is not trusted. */
async function keep(folder: string, jar: Uint8Array, note: JarNote): Promise<void> {
  await mkdir(folder, { recursive: true });
  await rm(join(folder, NOTE_FILE), { force: true });
  await replace(join(folder, JAR_FILE), jar);
  await replace(join(folder, NOTE_FILE), `${JSON.stringify(note)}\n`);
}

async function replace(file: string, content: Uint8Array | string): Promise<void> {
  const scratch = `${file}.${randomUUID()}`;
  await writeFile(scratch, content);
  await rename(scratch, file);
}

async function isThere(folder: string, version: string): Promise<boolean> {
  try {
    const note = JSON.parse(await readFile(join(folder, NOTE_FILE), 'utf8')) as JarNote;
    const jar = await readFile(join(folder, JAR_FILE));
    const sha256 = createHash('sha256').update(jar).digest('hex');
    return note.version === version && note.sha256 === sha256;
  } catch {
    return false;
  }
}

async function reportJava(): Promise<void> {
  const { code, output } = await run('java', ['-version']);
  if (code === 0) console.log(`Java: ${output.trim().split('\n')[0] ?? ''}`);
  else {
    console.warn(
      'There is no Java on the PATH. Install Java 8 or later, such as the package default-jre-headless, before the simulator is used.',
    );
  }
}

/** The code is undefined where the program is not there. */
function run(
  program: string,
  args: readonly string[],
): Promise<{ code: number | undefined; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    }
    child.once('error', () => {
      resolve({ code: undefined, output });
    });
    child.once('close', (code) => {
      resolve({ code: code ?? 1, output });
    });
  });
}
