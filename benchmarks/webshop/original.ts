import type { Environment, StepResult } from '../../src/core/environment.ts';
import type { Observation } from '../../src/core/observation.ts';
import { ShopEnvironment } from './environment.ts';
import type { PurchaseScore } from './grading/purchase.ts';
import { decimal } from './python/text.ts';
import { addressOf } from './shop/address.ts';
import { clickables, richText, simpleText, type Page } from './shop/page.ts';
import { donePage } from './shop/pages.ts';
import type { Shop } from './shop/shop.ts';
import type { ShopState } from './shop/state.ts';

/** All that the original says of a page. */
export interface OriginalObservation extends Observation {
  readonly textRich: string;
  readonly clickables: readonly string[];
  readonly url: string;
}

/** The shop with the original's last page, which prints the reward: for checking only. */
export class OriginalShop implements Environment {
  readonly branching = { kind: 'replay' } as const;
  readonly #environment: ShopEnvironment;
  readonly #session: string;
  readonly #score: (state: ShopState) => PurchaseScore | undefined;

  /** @param score what a purchase is worth; undefined when nothing was bought */
  constructor(
    shop: Shop,
    instruction: string,
    options: {
      readonly session: string;
      readonly score: (state: ShopState) => PurchaseScore | undefined;
    },
  ) {
    this.#environment = new ShopEnvironment(shop, instruction);
    this.#session = options.session;
    this.#score = options.score;
  }

  reset(): OriginalObservation {
    this.#environment.reset();
    return this.#show();
  }

  step(action: string): StepResult & { readonly observation: OriginalObservation } {
    const { done, facts } = this.#environment.step(action);
    return { observation: this.#show(), done, facts };
  }

  close(): void {
    // Nothing to release.
  }

  #show(): OriginalObservation {
    const { state } = this.#environment;
    const page = this.#page();
    return {
      text: simpleText(page),
      textRich: richText(page),
      clickables: [...clickables(page).keys()],
      url: addressOf(state, this.#session),
    };
  }

  #page(): Page {
    const { state, page } = this.#environment;
    if (state.page !== 'done') return page;
    return donePage(state, decimal(this.#score(state)?.reward ?? 0));
  }
}
