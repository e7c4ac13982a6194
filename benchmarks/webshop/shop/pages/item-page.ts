import type { OptionGroup, Product } from '../../catalogue/product.ts';
import type { ChosenOptions } from '../../grading/purchase.ts';
import { button, BUTTON, header, text, type PageNode } from '../page.ts';
import type { Shop } from '../shop.ts';
import { SUB_PAGES, type ItemState } from '../state.ts';

export function itemPage(shop: Shop, { product, options }: ItemState, url: string): PageNode[] {
  const isClicked = (group: OptionGroup, value: string) =>
    shop.strictQuirks ? url.includes(`"${value}"`) : options.get(keyOf(group.name)) === value;
  return [
    ...header(shop.instruction),
    button(BUTTON.previous),
    { role: 'image', source: imageOf(product, options), alternative: product.title },
    ...product.options.flatMap((group): PageNode[] => [
      text('group', group.name),
      ...group.values.map((value): PageNode => {
        const clicked = isClicked(group, value);
        return { role: 'option', group: group.name, text: value, clicked };
      }),
    ]),
    text('title', product.title),
    text('price', `Price: ${product.priceTag}`),
    text('rating', 'Rating: N.A.'),
    ...SUB_PAGES.filter((name) => name !== 'Attributes' || shop.showAttributes).map(button),
    button(BUTTON.buy),
  ];
}

/** The name under which a choice in a group is kept. */
export function keyOf(group: string): string {
  return group.toLowerCase();
}

/** Of the choice made last in the page's order, where the data has a picture of it. */
export function imageOf({ image, optionImages }: Product, options: ChosenOptions): string {
  let shown = image;
  for (const value of options.values()) {
    if (Object.hasOwn(optionImages, value)) shown = optionImages[value] || shown;
  }
  return shown;
}
