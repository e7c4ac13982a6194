/** Red, green and blue of colours that CSS names (CSS Color Module Level 4, 6.1), by plain words. */
const CSS_COLOURS = `
  black 000000|white ffffff|gray 808080|grey 808080|silver c0c0c0|light gray d3d3d3
  |light grey d3d3d3|dark gray a9a9a9|dark grey a9a9a9|dim gray 696969|slate gray 708090
  |red ff0000|dark red 8b0000|maroon 800000|crimson dc143c|firebrick b22222|brown a52a2a
  |tomato ff6347|coral ff7f50|salmon fa8072|orange ffa500|dark orange ff8c00|gold ffd700
  |yellow ffff00|light yellow ffffe0|khaki f0e68c|beige f5f5dc|ivory fffff0|tan d2b48c
  |wheat f5deb3|linen faf0e6|sienna a0522d|chocolate d2691e|peru cd853f|olive 808000
  |green 008000|lime 00ff00|dark green 006400|light green 90ee90|forest green 228b22
  |sea green 2e8b57|olive green 6b8e23|spring green 00ff7f|teal 008080|aqua 00ffff|cyan 00ffff
  |turquoise 40e0d0|aquamarine 7fffd4|blue 0000ff|navy 000080|dark blue 00008b|light blue add8e6
  |sky blue 87ceeb|royal blue 4169e1|steel blue 4682b4|azure f0ffff|indigo 4b0082|purple 800080
  |violet ee82ee|magenta ff00ff|fuchsia ff00ff|lavender e6e6fa|plum dda0dd|orchid da70d6
  |pink ffc0cb|light pink ffb6c1|hot pink ff69b4|deep pink ff1493`;

/** Lightness from 0 to 100, green to red, blue to yellow: CIE L*a*b* under D65. */
export type Lab = readonly [lightness: number, a: number, b: number];

const COLOURS: ReadonlyMap<string, Lab> = new Map(
  CSS_COLOURS.split('|').map((entry): [string, Lab] => {
    const words = entry.trim().split(' ');
    const value = Number.parseInt(words.pop()!, 16);
    return [words.join(' '), toLab(value >> 16, (value >> 8) & 255, value & 255)];
  }),
);

/** The colours that a text names; of "dark red" the whole, not "red" too. */
export function coloursIn(text: string): Lab[] {
  const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
  const found: Lab[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const pair = COLOURS.get(`${words[at]!} ${words[at + 1] ?? ''}`);
    const colour = pair ?? COLOURS.get(words[at]!);
    if (colour !== undefined) found.push(colour);
    if (pair !== undefined) at += 1;
  }
  return found;
}

/** How many of the named colours are nearer to this one than the asked colour is. */
export function namesNearer(colour: Lab, asked: Lab): number {
  const own = distance(colour, asked);
  return [...COLOURS.values()].filter((other) => distance(colour, other) < own).length;
}

/** CIE76: about 2 is just noticeable. */
export function distance([l, a, b]: Lab, [otherL, otherA, otherB]: Lab): number {
  return Math.hypot(l - otherL, a - otherA, b - otherB);
}

/** @param red of sRGB, 0 to 255, as the others */
export function toLab(red: number, green: number, blue: number): Lab {
  const [r, g, b] = [red, green, blue].map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  const [x, y, z] = [
    (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
    0.2126 * r + 0.7152 * g + 0.0722 * b,
    (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
  ].map((value) =>
    value > (6 / 29) ** 3 ? Math.cbrt(value) : value / (3 * (6 / 29) ** 2) + 4 / 29,
  ) as [number, number, number];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
