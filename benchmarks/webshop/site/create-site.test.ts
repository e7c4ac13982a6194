import sharp from 'sharp';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../../../src/core/errors.ts';
import { createShopSite, type ShopSite } from './create-site.ts';
import { goalsBySession } from './goal-of-session.ts';
import { smallShop, type SmallShop } from './testing/small-shop.ts';

let shop: SmallShop;
let site: ShopSite;

beforeAll(async () => {
  shop = await smallShop();
  site = createShopSite(shop);
});
afterAll(() => site.close());

const get = (url: string, options: InjectOptions = {}) => site.app.inject({ url, ...options });
const buy = (asin: string) => `/done/0/${asin}/%7B%7D`;

describe('the site of a shop', () => {
  it('leads from a search to results, by form and by address', async () => {
    const results = "/search_results/0/%5B'red'%2C%20'c%2B%2B'%5D/1";
    const form = await get('/0', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'search_query=Red+C%2B%2B',
    });
    expect([form.statusCode, form.headers.location]).toEqual([302, results]);
    expect((await get('/0?search_query=red%20c%2b%2b')).headers.location).toBe(results);
    expect((await get(results)).body).toContain('Page 1 (Total results: ');
    expect((await get(results, { method: 'POST' })).statusCode).toBe(200);
  });

  it('gives an episode the goal of its number, else one that its name fixes', async () => {
    const { goals } = shop;
    const goalOf = goalsBySession(goals);
    expect(goalOf('3')).toBe(goals[3]);
    expect(goalOf('fixed_3')).toBe(goals[3]);
    expect(goalOf(String(goals.length))).toBeUndefined();
    expect(goalOf('abc')).toBe(goalsBySession(goals)('abc'));
    const drawn = new Set(Array.from({ length: 200 }, (_, index) => goalOf(`s${index}x`)));
    expect(drawn.size).toBeGreaterThan(50);
    expect((await get(`/${goals.length}`)).statusCode).toBe(404);
  });

  it('prints the reward if told to, and else nothing of the goal but its words', async () => {
    const goal = shop.goals[0]!;
    const silent = await get(buy(goal.asin));
    expect(silent.body).not.toMatch(/Target|Reward|score|price upper/i);
    const telling = createShopSite({ ...shop, showReward: true });
    const { body } = await telling.app.inject(buy(goal.asin));
    expect(body).toMatch(/id="reward">Your score \(min 0.0, max 1.0\)<pre>[01]\.\d+<\/pre>/);
    await telling.close();
  });

  it('writes texts so that none of them becomes markup', async () => {
    for (const page of ['search_results/0/hostile/1', 'item_page/0/BHOSTILE01/x/1/%7B%7D']) {
      const { body, headers } = await get(`/${page}`);
      expect(body).toContain('&lt;script&gt;document.title');
      expect(body.match(/<script[^>]*>/g)).toEqual(['<script src="/shop.js" defer>']);
      const sources = [...body.matchAll(/ (?:src|href)="([^"]*)"/g)].map(([, source]) => source!);
      expect(sources.filter((source) => !/^\/\w/.test(source))).toEqual([]);
      expect(headers['content-security-policy']).toMatch(/default-src 'none'.*script-src 'self'/);
    }
  });

  it('draws its pictures and no others, in the widths of the pages', async () => {
    const { image } = shop.catalogue.at(0);
    for (const width of [80, 400, 640]) {
      const { rawPayload, headers } = await get(`${image}?width=${width}`);
      expect(headers).toMatchObject({ 'content-type': 'image/png' });
      expect(headers['cache-control']).toContain('immutable');
      expect(await sharp(rawPayload).metadata()).toMatchObject({ format: 'png', width });
    }
    for (const wrong of [
      `${image}?width=9999`,
      '/pictures/NONE.png',
      '/pictures/../0',
      image.replace('.png', '/ugly.png'),
    ]) {
      expect((await get(wrong)).headers['content-type']).not.toBe('image/png');
    }
  });

  it.each([
    ['/item_page/0/NOTTHERE/x/1/%7B%7D', 404],
    ['/item_page/0/BHOSTILE01/x/1/nonsense', 404],
    ['/%E0%A4%A', 400],
    [`/search_results/0/${'a'.repeat(33_000)}/1`, 414],
    ['/search_results/0/x/-1', 404],
  ])('answers %.40s with status %i and a way back', async (path, status) => {
    const { statusCode, body } = await get(path);
    expect(statusCode).toBe(status);
    expect(body).toContain('<a href="/">');
  });

  it('refuses forms beyond its limit and of other kinds', async () => {
    const post = (type: string, payload: string) =>
      get('/0', { method: 'POST', headers: { 'content-type': type }, payload });
    const long = await post('application/x-www-form-urlencoded', 'a'.repeat(70_000));
    expect(long.statusCode).toBe(413);
    expect((await post('application/xml', '<x/>')).statusCode).toBe(415);
  });

  it('says when it cannot be opened', async () => {
    const address = new URL(await site.listen({ port: 0 }));
    const second = createShopSite(shop);
    await expect(second.listen({ port: Number(address.port) })).rejects.toThrow(/EADDRINUSE/);
    const third = createShopSite(shop);
    await expect(third.listen({ port: 0, host: 'no such host' })).rejects.toThrow(InputError);
    expect(() => createShopSite({ ...shop, goals: [] })).toThrow(InputError);
    await Promise.all([second.close(), third.close()]);
  });
});
