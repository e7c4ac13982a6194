/** WebShop's colour words (princeton-nlp/WebShop, MIT), in the order in which they are tried. */
export const COLORS: readonly string[] = [
  ...['alabaster', 'apricot', 'aqua', 'ash', 'asphalt', 'azure', 'banana', 'beige', 'black'],
  ...['blue', 'blush', 'bordeaux', 'bronze', 'brown', 'burgundy', 'camel', 'camo', 'caramel'],
  ...['champagne', 'charcoal', 'cheetah', 'chestnut', 'chocolate', 'christmas', 'coffee', 'cognac'],
  ...['copper', 'coral', 'cranberry', 'cream', 'crystal', 'dark', 'denim', 'eggplant', 'elephant'],
  ...['espresso', 'fuchsia', 'gold', 'granite', 'grape', 'graphite', 'grass', 'gray', 'green'],
  ...['grey', 'heather', 'indigo', 'ivory', 'ivy', 'khaki', 'lavender', 'lemon', 'leopard'],
  ...['light', 'lilac', 'lime', 'magenta', 'maroon', 'mauve', 'merlot', 'midnight', 'mint'],
  ...['mocha', 'multicolor', 'mushroom', 'mustard', 'natural', 'navy', 'nude', 'olive', 'orange'],
  ...['peach', 'pewter', 'pink', 'plum', 'purple', 'rainbow', 'red', 'rose', 'royal', 'rust'],
  ...['sand', 'sapphire', 'seashell', 'silver', 'skull', 'slate', 'steel', 'stone', 'stonewash'],
  ...['sunflower', 'tan', 'taupe', 'teal', 'tiger', 'turquoise', 'violet', 'walnut', 'wheat'],
  ...['white', 'wine', 'yellow'],
];

const isColor: ReadonlySet<string> = new Set(COLORS);

/**
 * The first colour word that occurs anywhere in an option value, or the value itself: `black
 * forest` is `black`, and, as in the original, `standard` is `tan`.
 */
export function colorOrValue(value: string): string {
  return COLORS.find((color) => value.includes(color)) ?? value;
}

/** The colour that a group's name or its value is, whichever comes first among the colours. */
export function colorOfPair(group: string, value: string): string | undefined {
  if (!isColor.has(group) && !isColor.has(value)) return undefined;
  return COLORS.find((color) => color === group || color === value);
}
