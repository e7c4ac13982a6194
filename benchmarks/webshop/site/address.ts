import type { ChosenOptions } from '../grading/purchase.ts';
import { dictionaryText, textLiteral } from '../shop/python-text.ts';
import { SUB_PAGES, type SubPageName } from '../shop/state.ts';
import { readDictionary, readTexts } from './literal.ts';

interface OfSession {
  /** Names the episode, and so the goal: letters, digits, `_` and `-`. */
  readonly session: string;
}

interface OfResults extends OfSession {
  readonly query: string;
  readonly pageNumber: number;
}

interface OfProduct {
  readonly asin: string;
  readonly options: ChosenOptions;
}

/** The pages of the site. All that a page depends on stands in its address, as in the original. */
export type Address =
  | ({ readonly kind: 'start' } & OfSession)
  | ({ readonly kind: 'results' } & OfResults)
  | ({ readonly kind: 'item' } & OfResults & OfProduct)
  | ({ readonly kind: 'sub-page'; readonly subPage: SubPageName } & OfResults & OfProduct)
  | ({ readonly kind: 'done' } & OfSession & OfProduct);

/** The path under which the original has the page, percent-encoded. */
export function pathOf(address: Address): string {
  return `/${segmentsOf(address).map(encode).join('/')}`;
}

/** Reads what `pathOf` and the original write, and options as JSON; undefined for no page. */
export function readAddress(path: string): Address | undefined {
  const segments = decodeSegments(path);
  if (segments === undefined) return undefined;
  if (segments.length === 1) return readStart(segments[0]!);
  const [kind, session, asin] = segments as [string, string, string];
  if (!SESSION.test(session)) return undefined;
  switch (`${kind}/${segments.length}`) {
    case 'search_results/4': {
      const results = readResults(session, segments[2]!, segments[3]!);
      return results && { kind: 'results', ...results };
    }
    case 'item_page/6': {
      const results = readResults(session, segments[3]!, segments[4]!);
      const options = readDictionary(segments[5]!);
      return results && options && { kind: 'item', ...results, asin, options };
    }
    case 'item_sub_page/7': {
      const results = readResults(session, segments[3]!, segments[4]!);
      const subPage = SUB_PAGES.find((name) => name === segments[5]);
      const options = readDictionary(segments[6]!);
      if (results === undefined || subPage === undefined || options === undefined) return undefined;
      return { kind: 'sub-page', ...results, asin, subPage, options };
    }
    case 'done/4': {
      const options = readDictionary(segments[3]!);
      return options && { kind: 'done', session, asin, options };
    }
    default:
      return undefined;
  }
}

const SESSION = /^[\w-]{1,100}$/;

function readStart(session: string): Address | undefined {
  return SESSION.test(session) ? { kind: 'start', session } : undefined;
}

function segmentsOf(address: Address): readonly string[] {
  const { session } = address;
  if (address.kind === 'start') return [session];
  if (address.kind === 'done') {
    return ['done', session, address.asin, dictionaryText(address.options)];
  }
  const results = [keywordsText(address.query), String(address.pageNumber)];
  switch (address.kind) {
    case 'results':
      return ['search_results', session, ...results];
    case 'item':
      return ['item_page', session, address.asin, ...results, dictionaryText(address.options)];
    case 'sub-page': {
      const { asin, subPage, options } = address;
      return ['item_sub_page', session, asin, ...results, subPage, dictionaryText(options)];
    }
  }
}

/** The original splits a query at its blanks and writes it as a Python list. */
function keywordsText(query: string): string {
  return `[${query.split(' ').map(textLiteral).join(', ')}]`;
}

function readResults(session: string, keywords: string, page: string): OfResults | undefined {
  if (!/^[1-9][0-9]{0,8}$/.test(page)) return undefined;
  const words = keywords.startsWith('[') ? readTexts(keywords) : [keywords];
  return words && { session, query: words.join(' '), pageNumber: Number(page) };
}

/** A half of a surrogate pair has no encoding. */
function encode(segment: string): string {
  return encodeURIComponent(segment.replace(/\p{Surrogate}/gu, '\ufffd'));
}

function decodeSegments(path: string): readonly string[] | undefined {
  try {
    return path.slice(1).split('/').map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
