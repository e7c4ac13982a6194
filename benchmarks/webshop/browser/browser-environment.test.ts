import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EnvironmentError } from '../../../src/core/errors.ts';
import type { Environment } from '../../../src/core/environment.ts';
import { createRng, type Rng } from '../../../src/core/rng.ts';
import { ImageStore } from '../../../src/store/image-store.ts';
import { openShop } from '../environment.ts';
import { createShopSite, type ShopSite } from '../site/create-site.ts';
import { smallShop, type SmallShop } from '../site/testing/small-shop.ts';
import { BrowserShopEnvironment, type BrowserShopOptions } from './browser-environment.ts';
import { BrowserSession } from './browser-session.ts';

const MODES = ['text', 'text_rich'] as const;
const WORDS = [
  'hostile',
  'lamp',
  'red',
  'shoes',
  'size',
  'xyzzy',
  '<r>',
  '<q>',
  'for',
  "men's",
  '日本',
];
const NO_ACTIONS = [
  '',
  'Click[x]',
  'search[]',
  'think[what now]',
  'click[no such thing]',
  'click[search]',
];

let shop: SmallShop;
let site: ShopSite;
let address: string;
let browser: BrowserSession;
let folder: string;

beforeAll(async () => {
  shop = await smallShop();
  site = createShopSite(shop);
  address = await site.listen({ port: 0 });
  browser = new BrowserSession({ environment: process.env });
  folder = await mkdtemp(join(tmpdir(), 'browser-environment-'));
});

afterAll(async () => {
  await browser.close();
  await site.close();
  await rm(folder, { recursive: true });
});

function openBoth(goal: number, options: Partial<BrowserShopOptions> = {}) {
  const { catalogue, goals } = shop;
  const sessionId = String(goal);
  const { observationMode = 'text_rich' } = options;
  const priceOf = (asin: string) => catalogue.priceOf(catalogue.find(asin)!);
  return {
    text: openShop({
      catalogue,
      instruction: goals[goal]!.instructionText,
      sessionId,
      observationMode,
    }),
    live: new BrowserShopEnvironment({ browser, site: address, sessionId, priceOf, ...options }),
  };
}

/** Mostly what the page offers, so that episodes get somewhere; now and then nonsense. */
function randomAction(rng: Rng, available: readonly string[], isLate: boolean): string {
  const draw = rng.next();
  const buy = available.find((action) => action === 'click[buy now]');
  if (isLate && buy !== undefined) return buy;
  if (draw < 0.08) return rng.pick(NO_ACTIONS);
  if (draw < 0.2 || available.length < 2) {
    const words = Array.from({ length: 1 + rng.integer(3) }, () => rng.pick(WORDS));
    return `search[${words.join(' ')}]`;
  }
  return rng.pick(available.filter((action) => action !== 'click[back to search]' || draw > 0.8));
}

async function compareEpisode(environments: { text: Environment; live: Environment }, rng: Rng) {
  const { text, live } = environments;
  const plain = ({ text, availableActions }: { text: string; availableActions?: unknown }) => ({
    text,
    availableActions,
  });
  let expected = await text.reset();
  expect(plain(await live.reset())).toEqual(plain(expected));
  for (let step = 0; step < 14; step += 1) {
    const action = randomAction(rng, expected.availableActions!, step > 9);
    const [wanted, seen] = [await text.step(action), await live.step(action)];
    expected = wanted.observation;
    expect({ action, ...plain(seen.observation) }).toEqual({ action, ...plain(expected) });
    expect(seen.done).toBe(wanted.done);
    expect(seen.facts).toEqual(wanted.facts);
    if (wanted.done) break;
  }
  await live.close();
}

describe('the shop in a browser', () => {
  it('shows the same texts, choices and ends as the text environment in 100 random episodes', async () => {
    for (let episode = 0; episode < 100; episode += 1) {
      const rng = createRng(`episode ${episode}`);
      const goal = rng.integer(shop.goals.length);
      await compareEpisode(openBoth(goal, { observationMode: MODES[episode % 2] }), rng);
    }
  }, 240_000);
});
