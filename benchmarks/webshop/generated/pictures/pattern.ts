import type { Pattern } from '../vocabulary/kind.ts';
import { brightness, mix } from './colour-mixing.ts';
import { circle, line } from './svg.ts';

/** The definition of a paint with the id `cloth`; a plain cloth needs none. */
export function patternDefinition(pattern: Pattern, colour: string): string {
  if (pattern === 'solid') return '';
  const { size, motif } = MOTIFS[pattern];
  const second =
    brightness(colour) < 120 ? mix(colour, '#ffffff', 0.55) : mix(colour, '#1d1d24', 0.38);
  return [
    `<pattern id="cloth" width="${size}" height="${size}" patternUnits="userSpaceOnUse">`,
    `<rect width="${size}" height="${size}" fill="${colour}"/>`,
    motif(second),
    '</pattern>',
  ].join('');
}

interface Motif {
  readonly size: number;
  readonly motif: (colour: string) => string;
}

const MOTIFS: Readonly<Record<Exclude<Pattern, 'solid'>, Motif>> = {
  striped: { size: 28, motif: (colour) => `<rect y="18" width="28" height="9" fill="${colour}"/>` },
  plaid: {
    size: 44,
    motif: (colour) =>
      [
        `<rect y="12" width="44" height="12" fill="${colour}" opacity="0.45"/>`,
        `<rect x="12" width="12" height="44" fill="${colour}" opacity="0.45"/>`,
        line('M0 36 L44 36 M36 0 L36 44', colour, 2),
      ].join(''),
  },
  floral: {
    size: 56,
    motif: (colour) => flower(16, 16, colour) + flower(44, 42, colour),
  },
  'polka dot': {
    size: 32,
    motif: (colour) => circle([8, 8], 5, colour) + circle([24, 24], 5, colour),
  },
};

function flower(x: number, y: number, colour: string): string {
  const petals = [
    [0, -6],
    [6, -2],
    [4, 5],
    [-4, 5],
    [-6, -2],
  ] as const;
  return [
    ...petals.map(([dx, dy]) => circle([x + dx, y + dy], 4.4, colour)),
    circle([x, y], 3, '#f3cf5b'),
  ].join('');
}
