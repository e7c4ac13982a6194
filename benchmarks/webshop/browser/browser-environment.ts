import type { BrowserContext, Page } from 'puppeteer';
import type { Branching, Environment, StepResult } from '../../../src/core/environment.ts';
import { EnvironmentError, InputError } from '../../../src/core/errors.ts';
import type { Observation } from '../../../src/core/observation.ts';
import type { Facts } from '../../../src/core/trajectory.ts';
import { parseAction } from '../shop/action.ts';
import { BUTTON } from '../shop/page.ts';
import { richText, simpleText } from '../shop/render.ts';
import { pathOf } from '../site/address.ts';
import { browserError, type BrowserSession } from './browser-session.ts';
import { actionsOn, targetOf } from './live-actions.ts';
import { clickScript, priceIn, readPage, searchScript, type LivePage } from './page-reader.ts';
import { takeScreenshot, type ScreenshotOptions } from './screenshot.ts';

export interface BrowserShopOptions {
  readonly browser: BrowserSession;
  /** Address of a shop: a `ShopSite`, or a server of the original WebShop. */
  readonly site: string;
  /** Chooses the goal: `12` on a `ShopSite`, `fixed_12` on a server of the original. */
  readonly sessionId: string;
  /** How the text of a page is written; `text_rich` if not given. */
  readonly observationMode?: 'text' | 'text_rich' | undefined;
  /** See `Shop.strictQuirks`; true if not given. Links lead where they say in either case. */
  readonly strictQuirks?: boolean | undefined;
  /** Pictures of the pages; none if absent. */
  readonly screenshots?: ScreenshotOptions | undefined;
  /** Observations carry the address of the page. It names the site and the episode. */
  readonly showAddress?: boolean | undefined;
  /**
   * What a product costs, in US dollars. If not given, it is read from the page; of a range of
   * prices it is then the highest.
   */
  readonly priceOf?: ((asin: string) => number | undefined) | undefined;
  /** In pixels; 1024 x 768 if not given. */
  readonly viewport?: { readonly width: number; readonly height: number } | undefined;
  /** How long a page may take to load, in milliseconds; 15,000 if not given. */
  readonly timeoutMs?: number | undefined;
}

/** Where an episode stands: the address says all of a page but which products were visited. */
interface Position {
  readonly url: string;
  readonly visited: readonly string[];
  readonly actions: number;
  readonly prices: ReadonlyMap<string, number>;
}

/**
 * The shop in a real browser: the same actions and the same texts as `ShopEnvironment`, and pictures
 * of the pages. All that a page depends on stands in its address, so a state is saved as an address
 * and restored by opening it, also in a new browser after the old one died.
 */
export class BrowserShopEnvironment implements Environment {
  readonly branching: Branching = {
    kind: 'snapshot',
    save: () => this.#position(),
    restore: (saved) => this.#restore(saved as Position),
  };
  readonly #options: BrowserShopOptions;
  #context: BrowserContext | undefined;
  #page: Page | undefined;
  #live: LivePage | undefined;
  #visited = new Set<string>();
  #prices = new Map<string, number>();
  #actions = 0;

  /** Pictures of a page need its pictures. */
  get #loaded() {
    return this.#options.screenshots === undefined ? 'domcontentloaded' : 'load';
  }

  get #strictQuirks(): boolean {
    return this.#options.strictQuirks ?? true;
  }

  /** Throws `InputError` for an address that is none. */
  constructor(options: BrowserShopOptions) {
    if (!/^https?:/.test(options.site) || !URL.canParse(options.site)) {
      throw new InputError({
        problem: `${JSON.stringify(options.site)} is not the address of a site`,
        remedy: 'Give one such as http://127.0.0.1:3000',
      });
    }
    this.#options = { ...options, site: options.site.replace(/\/+$/, '') };
  }

  async reset({
    signal,
  }: { readonly signal?: AbortSignal | undefined } = {}): Promise<Observation> {
    const { site, sessionId } = this.#options;
    this.#visited = new Set();
    this.#prices = new Map();
    this.#actions = 0;
    await this.#open(`${site}${pathOf({ kind: 'start', session: sessionId })}`, signal);
    return this.#guard(signal, (page) => this.#observe(page));
  }

  async step(
    action: string,
    { signal }: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<StepResult> {
    if (this.#live?.address?.kind === 'done') {
      throw new Error('The episode is over; reset before the next step');
    }
    return this.#guard(signal, async (page) => {
      await this.#take(page, action);
      this.#actions += 1;
      const observation = await this.#observe(page);
      return { observation, done: this.#live?.address?.kind === 'done', facts: this.#facts() };
    });
  }

  /** A purchase, unless the shop is on this machine. */
  isIrreversible(action: string): boolean {
    const parsed = parseAction(action, this.#strictQuirks);
    return (
      parsed.kind === 'click' &&
      parsed.name === BUTTON.buy.toLowerCase() &&
      !isLoopback(new URL(this.#options.site).hostname)
    );
  }

  async close(): Promise<void> {
    const context = this.#context;
    this.#context = undefined;
    this.#page = undefined;
    this.#live = undefined;
    // A browser that died has closed it already.
    await context?.close().catch(() => undefined);
  }

  async #open(url: string, signal: AbortSignal | undefined): Promise<void> {
    if (this.#page === undefined || !this.#page.browser().connected || this.#page.isClosed()) {
      await this.close();
      this.#context = await this.#options.browser.openContext();
      this.#page = await this.#context.newPage();
      await this.#page.setViewport(this.#options.viewport ?? { width: 1024, height: 768 });
      this.#page.setDefaultTimeout(this.#options.timeoutMs ?? 15_000);
    }
    await this.#guard(signal, async (page) => {
      const response = await page.goto(url, { waitUntil: this.#loaded });
      await this.#read(page, response?.status());
    });
  }

  async #take(page: Page, action: string): Promise<void> {
    const script = this.#scriptFor(action);
    if (script === undefined) return;
    const load = page.waitForNavigation({ waitUntil: this.#loaded });
    const [response] = await Promise.all([
      load,
      'open' in script ? page.goto(script.open) : page.evaluate(script.run),
    ]);
    await this.#read(page, response?.status());
  }

  /** Undefined for an action that the page does not know. */
  #scriptFor(action: string): { readonly run: string } | { readonly open: string } | undefined {
    const parsed = parseAction(action, this.#strictQuirks);
    const live = this.#live;
    if (live === undefined || parsed.kind === 'none') return undefined;
    if (parsed.kind === 'search') {
      // A field of one line drops carriage returns.
      if (live.hasSearchBar && !parsed.query.includes('\r'))
        return { run: searchScript(parsed.query) };
      const { site, sessionId: session } = this.#options;
      const path = pathOf({ kind: 'results', session, query: parsed.query, pageNumber: 1 });
      return { open: site + path };
    }
    if (parsed.name === BUTTON.search.toLowerCase()) return undefined;
    const target = targetOf(live, parsed.name);
    return target === undefined ? undefined : { run: clickScript(target.target) };
  }

  async #read(page: Page, status: number | undefined): Promise<void> {
    const { site } = this.#options;
    const live = await readPage(page, this.#visited, this.#strictQuirks);
    const { address } = live;
    if (address === undefined || (status !== undefined && status >= 400)) {
      throw new EnvironmentError({
        environment: `webshop at ${site}`,
        problem: `${page.url()} is no page of a shop (status ${status ?? 'unknown'})`,
        remedy: 'Check the address of the shop and the number of the task',
      });
    }
    if (address.kind === 'start') this.#visited = new Set();
    if (address.kind === 'item') this.#note(address.asin, live);
    this.#live = live;
  }

  #note(asin: string, live: LivePage): void {
    this.#visited.add(asin);
    const price = this.#options.priceOf?.(asin) ?? priceIn(live);
    if (price !== undefined) this.#prices.set(asin, price);
  }

  async #observe(page: Page): Promise<Observation> {
    const { screenshots, showAddress = false, observationMode } = this.#options;
    const live = this.#live!;
    return {
      text: observationMode === 'text' ? simpleText(live) : richText(live),
      ...(screenshots && { image: await takeScreenshot(page, screenshots) }),
      ...(showAddress && { url: page.url() }),
      availableActions: actionsOn(live, this.#strictQuirks),
    };
  }

  #facts(): Facts {
    const address = this.#live?.address;
    const asin = address !== undefined && 'asin' in address ? address.asin : undefined;
    const priceUsd = asin === undefined ? undefined : this.#prices.get(asin);
    return { actions: this.#actions, ...(priceUsd !== undefined && { priceUsd }) };
  }

  #position(): Position {
    return {
      url: this.#page?.url() ?? '',
      visited: [...this.#visited],
      actions: this.#actions,
      prices: new Map(this.#prices),
    };
  }

  async #restore({ url, visited, actions, prices }: Position): Promise<void> {
    this.#visited = new Set(visited);
    this.#prices = new Map(prices);
    this.#actions = actions;
    await this.#open(url, undefined);
  }

  /** Runs something in the page; a cancelled run closes the page, which ends it at once. */
  async #guard<T>(signal: AbortSignal | undefined, use: (page: Page) => Promise<T>): Promise<T> {
    const page = this.#page;
    if (page === undefined) throw new Error('The episode has not begun; reset first');
    signal?.throwIfAborted();
    const stop = () => void this.close();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      return await use(page);
    } catch (cause) {
      signal?.throwIfAborted();
      throw browserError(`the shop at ${this.#options.site} was lost`, cause);
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d+){3}$/.test(host);
}
