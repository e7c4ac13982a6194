import type { Branching, Environment, StepResult } from '../../src/core/environment.ts';
import type { Observation } from '../../src/core/observation.ts';
import type { Facts } from '../../src/core/trajectory.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import type { Product } from './catalogue/product.ts';
import type { ChosenOptions } from './grading/purchase.ts';
import { parseAction } from './shop/action.ts';
import type { ShopPage } from './shop/page.ts';
import { clickables, richText, simpleText } from './shop/render.ts';
import { createShop, type Shop } from './shop/shop.ts';
import { showPage } from './shop/show-page.ts';
import { START, type ShopState } from './shop/state.ts';
import { takeAction } from './shop/transition.ts';

/** What is seen of a state. */
export type ShopView<Seen extends Observation> = (shop: Shop, state: ShopState) => Seen;

/**
 * Searching, choosing and buying, until something is bought. It holds no goal but the instruction,
 * and does not judge: what the purchase is worth is for the grader alone. Pure state, so a clone
 * costs one object.
 */
export class ShopEnvironment<Seen extends Observation = Observation> implements Environment {
  readonly #shop: Shop;
  readonly #view: ShopView<Seen>;
  #state: ShopState = START;
  #actions = 0;

  constructor(shop: Shop, view: ShopView<Seen>) {
    this.#shop = shop;
    this.#view = view;
  }

  /** Made on demand: a search keeps one environment a node. */
  get branching(): Branching {
    return { kind: 'clone', clone: () => this.clone() };
  }

  /** The product that the page is about, with what was chosen of it. */
  get inView(): { readonly product: Product; readonly options: ChosenOptions } | undefined {
    return 'product' in this.#state ? this.#state : undefined;
  }

  reset(): Seen {
    this.#state = START;
    this.#actions = 0;
    return this.#view(this.#shop, this.#state);
  }

  step(action: string): StepResult & { readonly observation: Seen } {
    if (this.#state.kind === 'done') {
      throw new Error('The episode is over; reset before the next step');
    }
    this.#state = takeAction(this.#shop, this.#state, action).state;
    this.#actions += 1;
    return {
      observation: this.#view(this.#shop, this.#state),
      done: this.#state.kind === 'done',
      facts: this.#facts(),
    };
  }

  clone(): ShopEnvironment<Seen> {
    const copy = new ShopEnvironment(this.#shop, this.#view);
    copy.#state = this.#state;
    copy.#actions = this.#actions;
    return copy;
  }

  close(): void {
    // The catalogue belongs to whoever opened it.
  }

  #facts(): Facts {
    const actions = this.#actions;
    const { inView } = this;
    if (inView === undefined) return { actions };
    return { actions, priceUsd: this.#shop.catalogue.priceOf(inView.product) };
  }
}

export interface OpenShopOptions {
  readonly catalogue: Catalogue;
  /** What to buy, in words. */
  readonly instruction: string;
  /** See `Shop.sessionId`; the default is `0`. */
  readonly sessionId?: string;
  /** `text_rich` (the default) marks buttons and shows what was chosen; `text` is one line. */
  readonly observationMode?: 'text' | 'text_rich';
  /** See `Shop.strictQuirks`; the default is true. */
  readonly strictQuirks?: boolean;
  readonly showAttributes?: boolean;
}

/**
 * The shop for those who plan and act. Observations carry no address: it tells nothing that the rich
 * text does not, and names the episode.
 */
export function openShop(options: OpenShopOptions): ShopEnvironment {
  const { observationMode = 'text_rich', ...fields } = options;
  const render = observationMode === 'text' ? simpleText : richText;
  return new ShopEnvironment(createShop(fields), (shop, state) => {
    const page = showPage(shop, state);
    let listed: readonly string[] | undefined;
    return {
      text: render(page),
      // Listed on demand: a search that asks a policy of its own never pays for it.
      get availableActions() {
        listed ??= availableActions(shop, page);
        return listed;
      },
    };
  });
}

/**
 * Every click that the page answers; names that a click cannot hold are left out. A search may hold
 * any words, so it is for policies to think of; the start page, where nothing else can be done,
 * proposes the words of the instruction.
 */
export function availableActions(shop: Shop, page: ShopPage): string[] {
  if (page.kind === 'start') {
    const words = shop.instruction.replace(/[[\]\s]+/g, ' ').trim();
    return words === '' ? [] : [`search[${words}]`];
  }
  return [...clickables(page).keys()].flatMap((name) => {
    const action = `click[${name}]`;
    const parsed = parseAction(action, shop.strictQuirks);
    const reaches = parsed.kind === 'click' && parsed.name === name && name !== 'search';
    return reaches ? [action] : [];
  });
}
