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

/**
 * The hue of the last colour that a title names, since sellers put the colour of the piece at the
 * end and may speak of natural wood or olive oil before.
 */
export function hueIn(title: string): string | undefined {
  const name = title.toLowerCase().match(COLOUR_NAME)?.at(-1);
  return name === undefined ? undefined : HUES.get(name);
}

const COLOUR_NAME = new RegExp(
  `\\b(?:${Object.keys(COLOURS)
    .sort((a, b) => b.length - a.length)
    .join('|')})\\b`,
  'g',
);
