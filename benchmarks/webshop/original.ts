import type { Observation } from '../../src/core/observation.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import { ShopEnvironment } from './environment.ts';
import type { Goal } from './goals/goal.ts';
import type { Purchase, PurchaseScore } from './grading/purchase.ts';
import type { ShopPage } from './shop/page.ts';
import { donePage } from './shop/pages/done-page.ts';
import { purchaseIn } from './shop/purchase-in.ts';
import { clickables, hasSearchBar, richText, simpleText } from './shop/render.ts';
import { createShop, type Shop } from './shop/shop.ts';
import { showPage } from './shop/show-page.ts';
import type { DoneState } from './shop/state.ts';

/** What the original program shows of a page, in each of its modes. `text` is its `text` mode. */
export interface OriginalObservation extends Observation {
  readonly textRich: string;
  readonly url: string;
  readonly hasSearchBar: boolean;
  /** In the original's order. */
  readonly clickables: readonly string[];
  /** 0 until something is bought. */
  readonly reward: number;
  /** Of what was bought; on the last page only. */
  readonly score?: PurchaseScore;
}

export interface OpenOriginalShopOptions {
  readonly catalogue: Catalogue;
  readonly goal: Goal;
  readonly scorePurchase: (goal: Goal, purchase: Purchase) => PurchaseScore;
  readonly sessionId?: string;
  readonly showAttributes?: boolean;
}

/**
 * The same episode as the original shows it, for replays and checks: every quirk, and the true score
 * on the last page. Never for planners, policies or reward models.
 */
export function openOriginalShop(
  options: OpenOriginalShopOptions,
): ShopEnvironment<OriginalObservation> {
  const { goal, scorePurchase, ...fields } = options;
  const shop = createShop({ ...fields, instruction: goal.instructionText });
  return new ShopEnvironment(shop, (_, state) => {
    if (state.kind !== 'done') return { ...seen(showPage(shop, state)), reward: 0 };
    const score = scorePurchase(goal, purchaseIn(shop.catalogue, state));
    return { ...seen(lastPage(shop, state, score.reward)), reward: score.reward, score };
  });
}

function lastPage(shop: Shop, state: DoneState, reward: number): ShopPage {
  return { ...showPage(shop, state), nodes: donePage(state, reward) };
}

function seen(page: ShopPage) {
  return {
    text: simpleText(page),
    textRich: richText(page),
    url: page.url,
    hasSearchBar: hasSearchBar(page),
    clickables: [...clickables(page).keys()],
  };
}
