import type { Awaitable } from '../../../src/core/awaitable.ts';
import type { ImageReference } from '../../../src/core/observation.ts';
import type { ImageStore } from '../../../src/store/image-store.ts';
import type { Product } from '../catalogue/product.ts';
import type { ChosenOptions } from '../grading/purchase.ts';
import { pictureOf } from './picture.ts';
import { rasterise } from './rasterise.ts';

/** In pixels: enough to tell what is drawn, and what vision models commonly take. */
const WIDTH = 224;

/** The drawn pictures of products, each put into a store when it is first looked at. */
export class ProductPictures {
  readonly #store: ImageStore;
  readonly #known = new Map<string, Awaitable<ImageReference>>();

  constructor(store: ImageStore) {
    this.#store = store;
  }

  /** The product as it looks with these options; at once where it was asked for before. */
  of(product: Product, options: ChosenOptions): Awaitable<ImageReference> {
    const key = JSON.stringify([product.asin, ...options.values()]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const drawn = this.#draw(product, options).then(
      (reference) => {
        this.#known.set(key, reference);
        return reference;
      },
      (error: unknown) => {
        this.#known.delete(key);
        throw error;
      },
    );
    this.#known.set(key, drawn);
    return drawn;
  }

  async #draw(product: Product, options: ChosenOptions): Promise<ImageReference> {
    const picture = await rasterise(pictureOf(product, options.values()), { width: WIDTH });
    return this.#store.put(picture, 'image/png');
  }
}
