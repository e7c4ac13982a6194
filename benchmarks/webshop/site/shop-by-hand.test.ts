import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BrowserSession } from '../browser/browser-session.ts';
import { createShopSite, type ShopSite } from './create-site.ts';
import { smallShop } from './testing/small-shop.ts';

let site: ShopSite;
let address: string;
let browser: BrowserSession;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  site = createShopSite(await smallShop());
  address = await site.listen({ port: 0 });
  browser = new BrowserSession({ environment: process.env });
  page = await (await browser.openContext()).newPage();
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

/** Goes on with the Tab key until the element in focus has this text or value. */
async function tabTo(label: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await focused()).includes(label)) return;
  }
  throw new Error(`No Tab leads to ${label}`);
}

async function focused(): Promise<string> {
  const script = `[document.activeElement?.value, document.activeElement?.textContent].join(' ')`;
  return (await page.evaluate(script)) as string;
}

async function pressAndLoad(key: 'Enter' | 'ArrowRight' | 'Space'): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
}

describe('shopping by hand', () => {
  it('needs no mouse', async () => {
    await page.goto(`${address}/0`);
    await page.waitForSelector('#search_input:focus');
    await page.keyboard.type('hostile');
    await pressAndLoad('Enter');
    await tabTo('BHOSTILE01');
    await pressAndLoad('Enter');
    await tabTo('40" x 40"');
    await pressAndLoad('Space');
    expect(await focused()).toContain('40" x 40"');
    await pressAndLoad('ArrowRight');
    expect(await focused()).toContain("men's 9");
    await tabTo('Description');
    await pressAndLoad('Enter');
    await tabTo('< Prev');
    await pressAndLoad('Enter');
    await tabTo('Buy Now');
    await pressAndLoad('Enter');
    const text = (await page.evaluate('document.body.innerText')) as string;
    expect(text).toContain('Thank you for shopping with us!');
    expect(text).toContain('men');
  });

  it('works with a mouse on labels and on cards', async () => {
    await page.goto(`${address}/search_results/0/hostile/1`);
    await Promise.all([page.waitForNavigation(), page.click('.card')]);
    await Promise.all([page.waitForNavigation(), page.click('.values label:nth-of-type(2)')]);
    const chosen = await page.evaluate('document.querySelector("input:checked").value');
    expect(chosen).toBe("men's 9");
  });

  it('runs no script of a product and asks no other machine', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    for (const path of [
      '/search_results/0/hostile/1',
      '/item_page/0/BHOSTILE01/x/1/%7B%7D',
      '/item_sub_page/0/BHOSTILE01/x/1/Description/%7B%7D',
      '/item_sub_page/0/BHOSTILE01/x/1/Features/%7B%7D',
      '/done/0/BHOSTILE01/%7B%7D',
    ]) {
      await page.goto(address + path);
      expect(await page.title()).toBe('WebShop');
    }
    expect(asked.filter((url) => !url.startsWith(address))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('names every control, picture and landmark', async () => {
    await page.goto(`${address}/item_page/0/BHOSTILE01/x/1/%7B%7D`);
    const unnamed = await page.evaluate(`[...document.querySelectorAll('img:not([alt])')].length +
      [...document.querySelectorAll('input')].filter((one) => one.labels.length === 0).length`);
    expect(unnamed).toBe(0);
    expect(await page.evaluate(`document.querySelectorAll('main, header, nav').length`)).toBe(4);
    expect(await page.evaluate(`document.documentElement.lang`)).toBe('en');
  });
});
