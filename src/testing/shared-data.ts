import { fileURLToPath } from 'node:url';

/**
 * Where reference data may lie: `shared/data` beside the checkout, or the folder that
 * `ARMAP_REFERENCE_DATA` names. It is not part of the project; tests that need it say that they
 * skip where it is missing.
 */
export function sharedData(path: string): string {
  const folder =
    process.env['ARMAP_REFERENCE_DATA'] ??
    fileURLToPath(new URL('../../../shared/data', import.meta.url));
  return `${folder}/${path}`;
}
