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

/** The hue of the first longest colour name in a text. */
export function hueIn(text: string): string | undefined {
  const words = text.toLowerCase();
  const names = Object.keys(COLOURS).filter((name) => new RegExp(`\\b${name}\\b`).test(words));
  const [longest] = names.sort((a, b) => b.length - a.length);
  return longest === undefined ? undefined : HUES.get(longest);
}
