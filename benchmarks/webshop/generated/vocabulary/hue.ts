import { COLOURS, TASTES } from './colours.ts';

const HUES = new Map<string, string>([...Object.entries(TASTES), ...Object.entries(COLOURS)]);

/** The sRGB of a colour, taste or scent, such as `#26262a`. */
export function hueOf(value: string): string | undefined {
  return HUES.get(value);
}

/** Whether a picture shows the choice of this value by its colour. */
export function isVisible(value: string): boolean {
  return HUES.has(value);
}
