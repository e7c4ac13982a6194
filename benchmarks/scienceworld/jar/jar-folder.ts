import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

type Variables = Readonly<Record<string, string | undefined>>;

/** Where `npm run setup:scienceworld` puts the jar: in the folder that the system has for caches. */
export function jarFolder(variables: Variables = process.env, platform = process.platform): string {
  return join(cacheFolder(variables, platform), 'armap', 'scienceworld');
}

export const JAR_FILE = 'scienceworld.jar';
/** Beside the jar: what it is. */
export const NOTE_FILE = 'scienceworld.json';

export const jarNoteSchema = z.object({ version: z.string(), sha256: z.string() });
export type JarNote = z.infer<typeof jarNoteSchema>;

function cacheFolder(variables: Variables, platform: string): string {
  const { XDG_CACHE_HOME: given, LOCALAPPDATA: local } = variables;
  if (given !== undefined && given !== '') return given;
  if (platform === 'win32') return local ?? join(homedir(), 'AppData', 'Local');
  return platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache');
}
