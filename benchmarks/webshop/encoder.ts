import type { Encoder } from '../../src/core/encoder.ts';
import type { Trajectory } from '../../src/core/trajectory.ts';
import { pairSet, share, stemSet } from './reading/coverage.ts';
import { contentStems } from './reading/stems.ts';
import type { ListedItem, PriceSpan } from './reading/shop-page.ts';
import { rankOf, readWalk, type ShopWalk, type Visit } from './reading/walk.ts';
import { readWish, valueMatch, WANTED, type Wish } from './reading/wish.ts';

const FEATURES = [
  'onSearch',
  'onResults',
  'onItem',
  'onDetails',
  'bought',
  'titleCoverage',
  'textCoverage',
  'textCoverageRead',
  'productCoverage',
  'productHead',
  'anyHead',
  'forOthers',
  'forAsked',
  'pairsInTitle',
  'pairsInText',
  'rank',
  'rankInFull',
  'openedBy',
  'titleFocus',
  'featuresRead',
  'descriptionRead',
  'hasBound',
  'tooDear',
  'maybeTooDear',
  'priceToBound',
  'optionGroups',
  'namedGroups',
  'namedOffered',
  'namedChosen',
  'wantedMissed',
  'chosenMatch',
  'chosenRegret',
  'needlessChoices',
  'bestListedCoverage',
  'coverageBelowBest',
  'listedAbove',
  'listedInReach',
  'queries',
  'queryCoverage',
  'visits',
  'actions',
] as const;

type Features = Record<(typeof FEATURES)[number], number>;

/**
 * The wish of the intent held against what the pages and actions say: words of the wish that the
 * product's pages say, its price against the bound, chosen options against those that were named,
 * and how it compares with what else was listed. What matters how much is left to the model.
 */
export const encoder: Encoder = {
  id: 'webshop',
  version: 2,
  get featureNames() {
    return FEATURES;
  },
  encode: (trajectory, out) => {
    const features = describe(trajectory);
    FEATURES.forEach((name, index) => (out[index] = features[name]));
  },
};

function describe({ intent, steps, final }: Trajectory): Features {
  const features = Object.fromEntries(FEATURES.map((name) => [name, 0])) as Features;
  const wish = readWish(intent);
  const walk = readWalk(steps, final.text);
  features.onSearch = Number(walk.page.kind === 'search');
  features.onResults = Number(walk.page.kind === 'results');
  features.onItem = Number(walk.page.kind === 'item');
  features.onDetails = Number(walk.page.kind === 'details');
  features.bought = Number(walk.bought);
  features.hasBound = Number(wish.priceBound < Infinity);
  features.queries = walk.queries.length / 3;
  features.queryCoverage = share(wish.stems, stemSet(walk.queries.at(-1) ?? ''));
  features.visits = walk.visited.size / 3;
  features.actions = steps.length / 10;
  describeListed(features, walk, wish);
  if (walk.current !== undefined) {
    describeProduct(features, walk.current, wish);
    describeOptions(features, walk.current, wish);
    comparePlace(features, walk.current, walk, wish);
  }
  return features;
}

/** The best that the pages of results offered. */
function describeListed(features: Features, { page, listed }: ShopWalk, wish: Wish): void {
  const items = page.kind === 'results' ? page.items : [...listed.values()];
  const inReach = items.filter(({ price }) => price.low <= wish.priceBound);
  features.listedInReach = items.length === 0 ? 0 : inReach.length / items.length;
  features.bestListedCoverage = bestCoverage(inReach, wish);
}

function describeProduct(features: Features, visit: Visit, wish: Wish): void {
  const { item, details, query } = visit;
  const title = stemSet(item.title);
  const text = stemSet([item.title, ...details.values()].join('\n'));
  features.titleCoverage = share(wish.stems, title);
  features.textCoverage = share(wish.stems, text);
  features.featuresRead = Number(details.has('features'));
  features.descriptionRead = Number(details.has('description'));
  features.textCoverageRead = details.size > 0 ? features.textCoverage : 0;
  features.productCoverage = share(wish.product, title);
  features.productHead = Number(title.has(wish.product.at(-1) ?? ''));
  features.anyHead = Number(wish.heads.some((head) => title.has(head)));
  features.forOthers = Number(isForOthers(wish, title));
  features.forAsked = Number(isForAsked(wish, title));
  features.pairsInTitle = share(wish.pairs, pairSet(item.title));
  features.pairsInText = share(wish.pairs, pairSet([item.title, ...details.values()].join('\n')));
  features.titleFocus = share([...title], new Set(wish.stems));
  features.openedBy = share(wish.stems, stemSet(query));
  features.rank = Math.log1p(rankOf(visit));
  features.rankInFull = features.openedBy * features.rank;
  describePrice(features, item.price, wish);
}

const AUDIENCES = contentStems("men's women's boys girls kids baby toddler");

function isForAsked({ stems }: Wish, title: ReadonlySet<string>): boolean {
  return AUDIENCES.some((audience) => stems.includes(audience) && title.has(audience));
}

/** Whether the title names whom it is for, and that is not who was asked for. */
function isForOthers({ stems }: Wish, title: ReadonlySet<string>): boolean {
  const asked = AUDIENCES.filter((audience) => stems.includes(audience));
  const served = AUDIENCES.filter((audience) => title.has(audience));
  if (asked.length === 0 || served.length === 0) return false;
  return !served.some((audience) => asked.includes(audience));
}

function describePrice(features: Features, { low, high }: PriceSpan, { priceBound }: Wish): void {
  if (priceBound === Infinity) return;
  features.tooDear = Number(low > priceBound);
  features.maybeTooDear = Number(high > priceBound);
  features.priceToBound = Math.max(-3, Math.min(3, Math.log((low + 1) / (priceBound + 1))));
}

function describeOptions(features: Features, { item, chosen }: Visit, wish: Wish): void {
  features.optionGroups = item.options.length / 3;
  features.namedGroups = wish.named.size / 3;
  for (const { group, values } of item.options) {
    const matches = values.map((value) => valueMatch(wish, group, value));
    const best = Math.max(0, ...matches);
    const choice = chosen.get(group);
    const match = choice === undefined ? 0 : valueMatch(wish, group, choice);
    const isNamed = wish.named.has(group);
    if (isNamed && best === 1) features.namedOffered += 1 / wish.named.size;
    if (isNamed && match === 1) features.namedChosen += 1 / wish.named.size;
    if (best < WANTED) {
      features.needlessChoices += Number(choice !== undefined);
      continue;
    }
    features.wantedMissed += Number(choice === undefined);
    features.chosenMatch += match / 3;
    features.chosenRegret += choice === undefined ? 0 : best - match;
  }
}

/** How the product compares with everything that was listed so far. */
function comparePlace(features: Features, visit: Visit, { listed }: ShopWalk, wish: Wish): void {
  const others = [...listed.values()].filter(({ price }) => price.low <= wish.priceBound);
  const own = features.titleCoverage;
  const above = others.filter(({ title }) => share(wish.stems, stemSet(title)) > own);
  features.coverageBelowBest = Math.max(0, bestCoverage(others, wish) - own);
  features.listedAbove = Math.log1p(above.filter(({ asin }) => asin !== visit.asin).length);
}

function bestCoverage(items: readonly ListedItem[], { stems }: Wish): number {
  return Math.max(0, ...items.map(({ title }) => share(stems, stemSet(title))));
}
