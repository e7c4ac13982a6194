import type { Browser, BrowserContext } from 'puppeteer';
import { ArmapError, describeCause, EnvironmentError } from '../../../src/core/errors.ts';
import { findBrowser, type BrowserSearch } from './find-browser.ts';

export interface BrowserSessionOptions extends BrowserSearch {
  /** Closes the browser for good. */
  readonly signal?: AbortSignal | undefined;
}

const ARGUMENTS = [
  // Containers and root accounts have no sandbox; the pages come from a shop of our own choosing.
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  // Nothing but the shop is talked to.
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-sync',
  '--no-first-run',
  '--no-pings',
  '--disable-features=MediaRouter,OptimizationHints,Translate',
  // Pictures of pages are to be the same everywhere.
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
  '--hide-scrollbars',
  '--lang=en-US',
];

/**
 * One headless browser for many episodes, started when the first asks for it and again after it
 * died. Every episode gets a context of its own: no cookies, no cache shared with others.
 */
export class BrowserSession {
  readonly #options: BrowserSessionOptions;
  #browser: Promise<Browser> | undefined;
  #isClosed = false;
  readonly #closeOnAbort = () => void this.close();

  constructor(options: BrowserSessionOptions) {
    this.#options = options;
    options.signal?.addEventListener('abort', this.#closeOnAbort, { once: true });
  }

  /** Throws `InputError` where there is no browser, `EnvironmentError` where it does not start. */
  async openContext(): Promise<BrowserContext> {
    this.#options.signal?.throwIfAborted();
    if (this.#isClosed) throw new Error('The browser session is closed');
    try {
      return await (await this.#running()).createBrowserContext();
    } catch (cause) {
      throw browserError('the browser gave no new window', cause);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#options.signal?.removeEventListener('abort', this.#closeOnAbort);
    const starting = this.#browser;
    this.#browser = undefined;
    const browser = await starting?.catch(() => undefined);
    await browser?.close().catch(() => browser.process()?.kill('SIGKILL'));
  }

  async #running(): Promise<Browser> {
    const starting = (this.#browser ??= this.#start());
    const browser = await starting.catch((cause: unknown) => {
      this.#forget(starting);
      throw cause;
    });
    if (browser.connected) return browser;
    this.#forget(starting);
    return this.#running();
  }

  #forget(browser: Promise<Browser>): void {
    if (this.#browser === browser) this.#browser = undefined;
  }

  async #start(): Promise<Browser> {
    const { executablePath, environment } = await findBrowser(this.#options);
    // Loaded here, since most runs need no browser.
    const { launch } = await import('puppeteer');
    return launch({
      executablePath,
      headless: 'shell',
      args: ARGUMENTS,
      // Whoever handles Ctrl-C closes the session; puppeteer would end the process at once.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      env: { ...this.#options.environment, ...environment },
    });
  }
}

/** What puppeteer says when a browser or a page dies, as an error that says what to do. */
export function browserError(problem: string, cause: unknown): unknown {
  const isMeant = ArmapError.isInstance(cause) || (cause as Error).name === 'AbortError';
  if (isMeant) return cause;
  return new EnvironmentError({
    environment: 'webshop in a browser',
    problem: `${problem} (${describeCause(cause)})`,
    remedy: 'Start the episode again: a reset opens a new browser',
    cause,
  });
}
