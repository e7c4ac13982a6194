import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EnvironmentError, InputError } from '../../../src/core/errors.ts';
import type { Environment } from '../../../src/core/environment.ts';
import { createRng, type Rng } from '../../../src/core/rng.ts';
import { ImageStore } from '../../../src/store/image-store.ts';
import { referenceProducts, REFERENCE_PRODUCTS } from '../catalogue/testing/reference-products.ts';
import { openShop } from '../environment.ts';
import { createShopSite, type ShopSite } from '../site/create-site.ts';
import { shopOf, smallShop, type SmallShop } from '../site/testing/small-shop.ts';
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

interface OpenShop extends SmallShop {
  readonly site: ShopSite;
  readonly address: string;
}

let shop: OpenShop;
let browser: BrowserSession;
let folder: string;

beforeAll(async () => {
  shop = await opened(await smallShop());
  browser = new BrowserSession({ environment: process.env });
  folder = await mkdtemp(join(tmpdir(), 'browser-environment-'));
});

afterAll(async () => {
  await browser.close();
  await shop.site.close();
  await rm(folder, { recursive: true });
});

async function opened(small: SmallShop): Promise<OpenShop> {
  const site = createShopSite(small);
  return { ...small, site, address: await site.listen({ port: 0 }) };
}

function openBoth(goal: number, options: Partial<BrowserShopOptions> = {}, where = shop) {
  const { catalogue, goals, address } = where;
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

/** Four at a time, in one browser. */
async function compareEpisodes(where: OpenShop, count: number): Promise<void> {
  const play = async (first: number) => {
    for (let episode = first; episode < count; episode += 4) {
      const rng = createRng(`episode ${episode}`);
      const goal = rng.integer(where.goals.length);
      const observationMode = MODES[episode % 2];
      await compareEpisode(openBoth(goal, { observationMode }, where), rng);
    }
  };
  await Promise.all([0, 1, 2, 3].map(play));
}

describe('the shop in a browser', () => {
  it('shows the same texts, choices and ends as the text environment in 100 random episodes', async () => {
    await compareEpisodes(shop, 100);
  }, 300_000);

  it.skipIf(!existsSync(REFERENCE_PRODUCTS))(
    'does so with the products of the original as well',
    async () => {
      const reference = await opened(await shopOf(await referenceProducts()));
      await compareEpisodes(reference, 40);
      await reference.site.close();
    },
    300_000,
  );

  it('never shows the reward, also where the site prints it', async () => {
    const telling = createShopSite({ ...shop, showReward: true });
    const site = await telling.listen({ port: 0 });
    const store = new ImageStore(join(folder, 'done'));
    const ends = [];
    for (const place of [site, shop.address]) {
      const { live } = openBoth(0, { site: place, screenshots: { store } });
      await live.reset();
      for (const action of ['search[hostile]', 'click[bhostile01]']) await live.step(action);
      ends.push(await live.step('click[buy now]'));
      await live.close();
    }
    await telling.close();
    expect(ends[0]!.observation.text).not.toMatch(/score|reward|target/i);
    expect(ends[0]).toEqual(ends[1]);
  });

  it('restores a saved state, also one with an option chosen', async () => {
    const { live, text } = openBoth(0);
    const { branching } = live;
    if (branching.kind !== 'snapshot') throw new Error('It branches by snapshots');
    const actions = ['search[hostile]', 'click[bhostile01]', "click[men's 9]"];
    await live.reset();
    text.reset();
    for (const action of actions) {
      await live.step(action);
      text.step(action);
    }
    const saved = await branching.save();
    await live.step('click[back to search]');
    await branching.restore(saved);
    const [seen, wanted] = [await live.step('click[small]'), text.step('click[small]')];
    expect(seen.observation.text).toBe(wanted.observation.text);
    expect(seen.facts).toEqual(wanted.facts);
    await live.close();
  });

  it('keeps a picture of every page, no wider than asked for', async () => {
    const store = new ImageStore(join(folder, 'pictures'));
    for (const format of ['webp', 'jpeg'] as const) {
      const screenshots = { store, maxWidth: 300, format, fullPage: format === 'jpeg' };
      const { live } = openBoth(1, { screenshots });
      const pages = [await live.reset(), (await live.step('search[hostile]')).observation];
      for (const { image } of pages) {
        expect(image).toMatchObject({ mediaType: `image/${format}`, width: 300 });
        expect((await store.read(image!.hash)).length).toBeGreaterThan(500);
      }
      expect(pages[0]!.image!.hash).not.toBe(pages[1]!.image!.hash);
      await live.close();
    }
  });

  it('holds a purchase for irreversible unless the shop is on this machine', () => {
    const at = (place: string) => openBoth(0, { site: place }).live;
    for (const place of [shop.address, 'http://localhost:3000', 'http://[::1]:3000/']) {
      expect(at(place).isIrreversible('click[buy now]')).toBe(false);
    }
    const remote = at('https://shop.example');
    expect(remote.isIrreversible('click[Buy Now]')).toBe(true);
    expect(remote.isIrreversible('click[description]')).toBe(false);
  });

  it('shows the address of a page only if asked to', async () => {
    const { live } = openBoth(2, { showAddress: true });
    expect((await live.reset()).url).toBe(`${shop.address}/2`);
    await live.close();
    const silent = openBoth(2).live;
    expect(await silent.reset()).not.toHaveProperty('url');
    await silent.close();
  });

  it.each(['', 'shop', 'file:///etc/passwd', 'http://'])('refuses %j as an address', (site) => {
    expect(() => openBoth(0, { site })).toThrow(InputError);
  });

  it('says when there is no shop at the address, and no such task', async () => {
    const nowhere = openBoth(0, { site: 'http://127.0.0.1:9' }).live;
    await expect(nowhere.reset()).rejects.toThrow(EnvironmentError);
    await nowhere.close();
    const beyond = openBoth(0, { sessionId: '99999999' }).live;
    await expect(beyond.reset()).rejects.toThrow(/is no page of a shop \(status 404\)/);
    await beyond.close();
  });
});

async function crash(session: BrowserSession): Promise<void> {
  const browser = (await session.openContext()).browser();
  const gone = new Promise((resolve) => browser.once('disconnected', resolve));
  browser.process()!.kill('SIGKILL');
  await gone;
}

describe('a browser that dies', () => {
  it('is a typed error, after which a reset goes on in a new browser', async () => {
    const own = new BrowserSession({ environment: process.env });
    const { live } = openBoth(0, { browser: own });
    const start = await live.reset();
    const before = await live.step('search[lamp]');
    await crash(own);
    await expect(live.step('search[red]')).rejects.toThrow(EnvironmentError);
    expect(await live.reset()).toEqual(start);
    expect(await live.step('search[lamp]')).toEqual(before);
    await live.close();
    await own.close();
  });

  it('loses no saved state', async () => {
    const own = new BrowserSession({ environment: process.env });
    const { live } = openBoth(0, { browser: own });
    if (live.branching.kind !== 'snapshot') throw new Error('It branches by snapshots');
    await live.reset();
    const { observation } = await live.step('search[lamp]');
    const saved = await live.branching.save();
    await crash(own);
    await live.branching.restore(saved);
    const again = await live.step('not an action');
    expect(again.observation.text).toBe(observation.text);
    await own.close();
  });

  it('ends at once when the run is cancelled', async () => {
    const cancel = new AbortController();
    const own = new BrowserSession({ environment: process.env, signal: cancel.signal });
    const { live } = openBoth(0, { browser: own });
    await live.reset({ signal: cancel.signal });
    cancel.abort();
    await expect(live.step('search[red]', { signal: cancel.signal })).rejects.toThrow(/abort/i);
    await expect(own.openContext()).rejects.toThrow(/abort/i);
    await live.close();
  });
});
