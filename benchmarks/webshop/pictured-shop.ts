import { whenReady, type Awaitable } from '../../src/core/awaitable.ts';
import type { Branching, Environment, StepResult } from '../../src/core/environment.ts';
import type { ImageReference, Observation } from '../../src/core/observation.ts';
import type { ShopEnvironment } from './environment.ts';
import type { ProductPictures } from './generated/product-pictures.ts';

/** The shop of planners with a picture on each page that is about one product, as it was chosen. */
export class PicturedShop implements Environment {
  readonly #shop: ShopEnvironment;
  readonly #pictures: ProductPictures;

  constructor(shop: ShopEnvironment, pictures: ProductPictures) {
    this.#shop = shop;
    this.#pictures = pictures;
  }

  get branching(): Branching {
    const clone = () => new PicturedShop(this.#shop.clone(), this.#pictures);
    return { kind: 'clone', clone };
  }

  reset(): Observation {
    return this.#shop.reset();
  }

  step(action: string): Awaitable<StepResult> {
    const result = this.#shop.step(action);
    const { inView } = this.#shop;
    if (inView === undefined) return result;
    return whenReady(this.#pictures.of(inView.product, inView.options), (image) => ({
      ...result,
      observation: withPicture(result.observation, image),
    }));
  }

  close(): void {
    this.#shop.close();
  }
}

function withPicture(observation: Observation, image: ImageReference): Observation {
  return {
    text: observation.text,
    image,
    // As before listed on demand.
    get availableActions() {
      return observation.availableActions;
    },
  };
}
