import { createRng } from '../../../src/core/rng.ts';
import type { OptionGroup, Product } from '../catalogue/product.ts';
import { pictureAddress } from './picture-address.ts';
import { isVisible } from './vocabulary/hue.ts';

/** Style numbers have so many letters and digits: no two of a shop's are alike by chance. */
const LENGTH = 6;

/**
 * The same product with a style number for each of its colours, as many shops have it: which colour a
 * style is can only be seen in its picture. Goals and purchases go on to speak of colours.
 */
export function withWordlessColors(product: Product): Product {
  const looks: Record<string, string> = {};
  const rename = (group: OptionGroup): OptionGroup =>
    group.name === 'color' && group.values.every(isVisible)
      ? {
          ...group,
          values: group.values.map((value) => {
            const style = styleNumber(product.asin, value);
            looks[style] = value;
            return style;
          }),
        }
      : group;
  const options = product.options.map(rename);
  const kept = Object.entries(product.optionImages).filter(
    ([value]) => !Object.values(looks).includes(value),
  );
  const styles = Object.keys(looks).map((style) => [style, pictureAddress(product.asin, style)]);
  return {
    ...product,
    options,
    optionImages: Object.fromEntries([...kept, ...styles]) as Record<string, string>,
    ...(styles.length > 0 && { looks }),
  };
}

function styleNumber(asin: string, value: string): string {
  const rng = createRng(`style ${asin} ${value}`);
  const signs = Array.from({ length: LENGTH }, () => rng.integer(36).toString(36));
  return `style ${signs.join('')}`;
}
