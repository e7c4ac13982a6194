import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { createMemoryCatalogue } from '../../benchmarks/webshop/catalogue/memory-catalogue.ts';
import { generateProducts } from '../../benchmarks/webshop/generated/generate.ts';
import { makeGoals } from '../../benchmarks/webshop/goals/make-goals.ts';
import { buildIndex } from '../../benchmarks/webshop/search/build-index.ts';
import { searchText } from '../../benchmarks/webshop/search/search-text.ts';
import { createShopSite } from '../../benchmarks/webshop/site/create-site.ts';
import { createRng, type Rng } from '../../src/core/rng.ts';

/**
 * How long 100 shoppers wait for pages of the site when all of them shop at once and never stop to
 * think. The site runs in a process of its own. Prints JSON.
 */
const PRODUCTS = 1000;
const SHOPPERS = 100;
const EPISODES = 10;
const WARM_UP_EPISODES = 2;
const WORDS = ['shoes', 'lamp', 'black', 'dress', 'waterproof', 'gift', 'size', 'wooden', 'phone'];

interface Reply {
  readonly status: number;
  readonly location: string | undefined;
  readonly body: string;
}

class Shopper {
  readonly waits: number[] = [];
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #site: string;
  readonly #session: string;
  readonly #rng: Rng;

  constructor(site: string, number: number) {
    this.#site = site;
    this.#session = String(number);
    this.#rng = createRng(number);
  }

  /** Searches, turns a page, looks at a product, chooses, reads of it, and buys. */
  async shop(): Promise<void> {
    await this.#get(`/${this.#session}`);
    const words = `${this.#rng.pick(WORDS)} ${this.#rng.pick(WORDS)}`;
    const { location } = await this.#get(`/${this.#session}`, `search_query=${words}`);
    const results = await this.#get(location!);
    const links = linksIn(results.body, 'class="product-link" href');
    if (links.length === 0) return;
    const item = await this.#get(this.#rng.pick(links));
    const options = linksIn(item.body, 'data-url');
    const chosen = options.length === 0 ? item : await this.#get(this.#rng.pick(options));
    const forms = linksIn(chosen.body, 'action');
    await this.#get(
      forms.find((path) => path.includes('/Features/'))!,
      '',
    );
    await this.#get(
      forms.find((path) => path.startsWith('/done/'))!,
      '',
    );
  }

  close(): void {
    this.#agent.destroy();
  }

  async #get(path: string, form?: string): Promise<Reply> {
    const startedAt = performance.now();
    const reply = await new Promise<Reply>((resolve, reject) => {
      const asked = request(
        this.#site + path,
        {
          agent: this.#agent,
          method: form === undefined ? 'GET' : 'POST',
          headers: form ? { 'content-type': 'application/x-www-form-urlencoded' } : {},
        },
        (response) => {
          let body = '';
          response.setEncoding('utf8');
          response.on('data', (text: string) => (body += text));
          response.on('end', () => {
            resolve({
              status: response.statusCode ?? 0,
              location: response.headers.location,
              body,
            });
          });
        },
      );
      asked.on('error', reject);
      asked.end(form?.replaceAll(' ', '+'));
    });
    if (reply.status >= 400) throw new Error(`${path} answered ${reply.status}`);
    this.waits.push(performance.now() - startedAt);
    return reply;
  }
}

function linksIn(body: string, attribute: string): string[] {
  return [...body.matchAll(new RegExp(`${attribute}="([^"]*)"`, 'g'))].map(([, path]) =>
    path!.replaceAll('&#39;', "'"),
  );
}

async function serve(): Promise<void> {
  const products = [...generateProducts({ seed: 1, count: PRODUCTS })];
  const index = await buildIndex(products.map((one) => ({ id: one.asin, text: searchText(one) })));
  const catalogue = createMemoryCatalogue(products, (query, limit) =>
    index.search(query, limit).map(({ position }) => position),
  );
  const site = createShopSite({ catalogue, goals: makeGoals(catalogue, 'synthetic') });
  process.send!(await site.listen({ port: 0 }));
}

async function measure(): Promise<void> {
  const server = fork(new URL(import.meta.url), ['serve']);
  const [site] = (await once(server, 'message')) as [string];
  const shoppers = Array.from({ length: SHOPPERS }, (_, number) => new Shopper(site, number));
  const round = async (episodes: number) => {
    await Promise.all(
      shoppers.map(async (shopper) => {
        for (let episode = 0; episode < episodes; episode += 1) await shopper.shop();
      }),
    );
  };
  await round(WARM_UP_EPISODES);
  for (const { waits } of shoppers) waits.length = 0;
  const startedAt = performance.now();
  await round(EPISODES);
  const seconds = (performance.now() - startedAt) / 1000;
  const waits = shoppers.flatMap((shopper) => shopper.waits).sort((a, b) => a - b);
  const percentile = (share: number) =>
    Number(waits[Math.ceil(share * waits.length) - 1]!.toFixed(1));
  for (const shopper of shoppers) shopper.close();
  server.kill();
  const milliseconds = { p50: percentile(0.5), p95: percentile(0.95), p99: percentile(0.99) };
  const result = {
    benchmark: 'webshop-site',
    products: PRODUCTS,
    shoppers: SHOPPERS,
    pages: waits.length,
    pagesPerSecond: Math.round(waits.length / seconds),
    milliseconds,
  };
  console.log(JSON.stringify(result, null, 2));
}

await (process.argv[2] === 'serve' ? serve() : measure());
