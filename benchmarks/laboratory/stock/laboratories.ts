import type { World } from '../world/world.ts';
import { buildLaboratory } from './build-laboratory.ts';

const built = new Map<number, World>();

/** A laboratory as it is at the beginning. Worlds never change, so each one is built once. */
export function laboratoryNumber(laboratory: number): World {
  const known = built.get(laboratory);
  if (known !== undefined) return known;
  const world = buildLaboratory(laboratory);
  built.set(laboratory, world);
  return world;
}
