import type { Environment, StepResult } from '../../src/core/environment.ts';
import type { Observation } from '../../src/core/observation.ts';
import type { Facts } from '../../src/core/trajectory.ts';
import { clickables, richText, simpleText, type Page } from './shop/page.ts';
import { pageOf, receiptPage } from './shop/pages.ts';
import type { Shop } from './shop/shop.ts';
import { START, type ShopState } from './shop/state.ts';
import { takeAction } from './shop/transition.ts';

/** `text_rich` shows which options are chosen; `text` is what many published agents read. */
export type ObservationMode = 'text' | 'text_rich';

/**
 * WebShop's text environment (Yao et al. 2022, arXiv 2207.01206) without its reward: the page after
 * a purchase ends before it. Buying is harmless here, so nothing is irreversible.
 */
export class ShopEnvironment implements Environment {
  readonly #shop: Shop;
  readonly #instruction: string;
  readonly #mode: ObservationMode;
  #state: ShopState = START;
  #page: Page | undefined;
  #actions = 0;

  constructor(shop: Shop, instruction: string, mode: ObservationMode = 'text_rich') {
    this.#shop = shop;
    this.#instruction = instruction;
    this.#mode = mode;
  }

  get state(): ShopState {
    return this.#state;
  }

  get page(): Page {
    this.#page ??=
      this.#state.page === 'done'
        ? receiptPage(this.#state)
        : pageOf(this.#shop, this.#state, this.#instruction);
    return this.#page;
  }

  get branching() {
    return {
      kind: 'clone',
      clone: () => {
        const copy = new ShopEnvironment(this.#shop, this.#instruction, this.#mode);
        copy.#state = this.#state;
        copy.#page = this.#page;
        copy.#actions = this.#actions;
        return copy;
      },
    } as const;
  }

  reset(): Observation {
    this.#state = START;
    this.#page = undefined;
    this.#actions = 0;
    return this.#observe();
  }

  step(action: string): StepResult {
    const next = takeAction(this.#shop, this.#state, this.page, action);
    if (next !== this.#state) this.#page = undefined;
    this.#state = next;
    this.#actions += 1;
    return { observation: this.#observe(), done: next.page === 'done', facts: this.#facts() };
  }

  close(): void {
    // Nothing to release.
  }

  #observe(): Observation {
    const { page } = this;
    return {
      text: this.#mode === 'text' ? simpleText(page) : richText(page),
      availableActions: Array.from(clickables(page).keys(), (label) => `click[${label}]`),
    };
  }

  #facts(): Facts {
    const { asin } = this.#state;
    const { catalogue } = this.#shop;
    const product = asin === undefined ? undefined : catalogue.find(asin);
    return {
      actions: this.#actions,
      ...(product === undefined ? {} : { priceUsd: catalogue.priceOf(product) }),
    };
  }
}
