import type { Catalogue } from '../../catalogue/catalogue.ts';
import { createMemoryCatalogue } from '../../catalogue/memory-catalogue.ts';
import type { Product } from '../../catalogue/product.ts';
import { sampleProduct } from '../../catalogue/testing/sample-product.ts';
import { generateProducts } from '../../generated/generate.ts';
import type { Goal } from '../../goals/goal.ts';
import { makeGoals } from '../../goals/make-goals.ts';
import { buildIndex } from '../../search/build-index.ts';
import { searchText } from '../../search/search-text.ts';

export interface SmallShop {
  readonly catalogue: Catalogue;
  readonly goals: readonly Goal[];
}

/** A shop with these products, in memory, with the real search. */
export async function shopOf(products: readonly Product[]): Promise<SmallShop> {
  const index = await buildIndex(
    products.map((product) => ({ id: product.asin, text: searchText(product) })),
  );
  const catalogue = createMemoryCatalogue(products, (query, limit) =>
    index.search(query, limit).map(({ position }) => position),
  );
  return { catalogue, goals: makeGoals(catalogue, 'synthetic') };
}

/** Generated products, and some whose texts are markup, script, or not to be taken for text. */
export function smallShop(count = 200): Promise<SmallShop> {
  return shopOf([...generateProducts({ seed: 7, count }), ...HOSTILE]);
}

const SCRIPT = '<script>document.title = "owned"</script><img src=x onerror="document.title=1">';

/** Found under `hostile`. */
export const HOSTILE: readonly Product[] = [
  sampleProduct({
    asin: 'BHOSTILE01',
    title: `Hostile ${SCRIPT} & "quotes" 'too' &amp; \`\${x}\``,
    description: `</p></main>${SCRIPT}`,
    bulletPoints: [`hostile ${SCRIPT}`, '', '  two  blanks  ', ' \n ', 'one\r\ntwo', '-->', '👍🏽 ✔'],
    options: [
      {
        name: `size"'<b>`,
        values: ['40" x 40"', "men's 9", '<b>bold</b>', 'a & b', '\\', '[a [b]]'],
      },
      {
        name: 'colour',
        values: ['röt', '红色', 'שחור', '🟥 red', 'small', 'a | b', '%2f', '+', '#?&'],
      },
      { name: 'fit', values: ['small', 'small', 'description', 'it\'s "both"'] },
    ],
    optionImages: { small: 'javascript:alert(1)', röt: '//elsewhere.example/x.png' },
    image: 'https://elsewhere.example/picture.jpg',
    instruction: { text: `Find me <i>hostile</i> ${SCRIPT}`, attributes: ['solid brass'] },
  }),
  sampleProduct({
    asin: 'BHOSTILE02',
    title: ' hostile \u202e right to left \u2066 مرحبا ',
    description: '',
    bulletPoints: [],
    options: [{ name: 'search', values: ['search', 'buy now', '< prev', 'back to search'] }],
    prices: [5, 7.5],
    priceTag: '$5.0 to $7.5',
  }),
];
