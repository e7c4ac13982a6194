import type { Product } from '../catalogue/product.ts';
import { readPictureAddress } from './picture-address.ts';
import { arrange } from './pictures/arrangement.ts';
import { brightness, mix } from './pictures/colour-mixing.ts';
import type { Look } from './pictures/drawing.ts';
import { DRAWINGS } from './pictures/drawings.ts';
import { patternDefinition } from './pictures/pattern.ts';
import { hueIn, hueOf } from './vocabulary/hue.ts';
import type { Pattern } from './vocabulary/kind.ts';
import { kindOfQuery } from './vocabulary/kinds.ts';

const PLAIN_COLOUR = '#b9a88c';
const SHADOW = '<ellipse cx="200" cy="342" rx="138" ry="13" fill="#28303c" opacity="0.13"/>';

/**
 * A drawing of the product as SVG, 400 x 400, in the colour, size and number that `values` choose;
 * where they leave an option open, its first value counts. Draws what the product's attributes and
 * title say; a product that was not generated is a parcel.
 */
export function pictureOf(product: Product, values: Iterable<string> = []): string {
  const chosen = chosenValues(product, new Set(values));
  const pattern = patternIn(product.title);
  const shown = [...chosen.values()].map((value) => product.looks?.[value] ?? value);
  const look = lookOf(product, pattern, shown);
  const drawing = DRAWINGS[kindOfQuery(product.query)?.drawing ?? 'parcel'](look);
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400">',
    '<defs><radialGradient id="wall" cx="0.5" cy="0.45" r="0.75">',
    '<stop offset="0" stop-color="#ffffff"/><stop offset="1" stop-color="#e3e7ec"/>',
    `</radialGradient>${patternDefinition(pattern, look.colour)}</defs>`,
    '<rect width="400" height="400" fill="url(#wall)"/>',
    arrange(SHADOW + drawing, countIn(chosen), sizeShare(product, chosen.get('size'))),
    '</svg>',
  ].join('');
}

/** The picture at an address of a product's `image` or `optionImages`. */
export function pictureAt(
  path: string,
  find: (asin: string) => Product | undefined,
): string | undefined {
  const request = readPictureAddress(path);
  const product = request && find(request.asin);
  if (product === undefined) return undefined;
  return pictureOf(product, request?.value === undefined ? [] : [request.value]);
}

/** Of each group, the chosen value or else the first one. */
function chosenValues(
  { options }: Product,
  values: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  return new Map(
    options
      .filter((group) => group.values.length > 0)
      .map((group) => [group.name, group.values.find((v) => values.has(v)) ?? group.values[0]!]),
  );
}

function lookOf(product: Product, pattern: Pattern, chosen: readonly string[]): Look {
  const colour =
    chosen.map(hueOf).find((hue) => hue !== undefined) ?? hueIn(product.title) ?? PLAIN_COLOUR;
  const attributes = new Set(product.attributes);
  return {
    colour,
    paint: pattern === 'solid' ? colour : 'url(#cloth)',
    edge: brightness(colour) < 55 ? mix(colour, '#ffffff', 0.24) : mix(colour, '#14161c', 0.45),
    shade: mix(colour, '#14161c', 0.16),
    light: mix(colour, '#ffffff', 0.26),
    stretch: stretchIn(chosen),
    has: (attribute) => attributes.has(attribute),
  };
}

const PATTERN_SIGNS: readonly (readonly [RegExp, Pattern])[] = [
  [/\bstriped\b/i, 'striped'],
  [/\bplaid\b/i, 'plaid'],
  [/\bfloral\b/i, 'floral'],
  [/\bpolka dots?\b/i, 'polka dot'],
];

function patternIn(title: string): Pattern {
  return PATTERN_SIGNS.find(([sign]) => sign.test(title))?.[1] ?? 'solid';
}

/** `pack of 3`, `set of 4`, `3 pack`, and the plain number of a quantity; else one. */
function countIn(chosen: ReadonlyMap<string, string>): number {
  for (const [name, value] of chosen) {
    const match = /\b(?:pack|set) of (\d+)|^(\d+) pack$/.exec(value);
    const figure = match?.[1] ?? match?.[2] ?? (name.endsWith('quantity') ? value : undefined);
    if (figure !== undefined) return Math.max(1, Math.trunc(Number(figure)) || 1);
  }
  return 1;
}

/** `12" x 20"` is 20 / 12. */
function stretchIn(values: readonly string[]): number {
  for (const value of values) {
    const match = /(\d+)["'] x (\d+)/.exec(value);
    if (match === null) continue;
    const [one, other] = [Number(match[1]), Number(match[2])];
    return Math.max(one, other) / Math.min(one, other);
  }
  return 1;
}

const SMALLEST_SHARE = 0.82;

/** Larger sizes fill more of the picture. */
function sizeShare({ options }: Product, size: string | undefined): number {
  const sizes = options.find(({ name }) => name === 'size')?.values ?? [];
  if (size === undefined || sizes.length < 2 || /\b(?:pack|set) of\b/.test(size)) return 1;
  return SMALLEST_SHARE + ((1 - SMALLEST_SHARE) * sizes.indexOf(size)) / (sizes.length - 1);
}
