import { InputError } from '../../core/errors.ts';

/** Where a reward is served, and how to ask for it. */
export interface RewardAddress {
  /** Replicas of one server, without a slash at the end. */
  readonly urls: readonly string[];
  /** What they speak; to be found out if absent. */
  readonly dialect?: string | undefined;
  /** The model's name at a server that has several. */
  readonly model?: string | undefined;
  /** Which label of a classifier is success, counted from 0. */
  readonly label?: number | undefined;
  /** The environment variable with the key. */
  readonly keyVariable?: string | undefined;
}

export function isRewardAddress(name: string): boolean {
  return /^https?:\/\//i.test(name);
}

const EXAMPLE = 'Write it as http://HOST:PORT#DIALECT&model=NAME&key=VARIABLE';

/**
 * Reads `http://a:1,http://b:2#vllm&model=NAME&label=1&key=VARIABLE`; everything from `#` on may be
 * absent, and so may the dialect in it. Throws `InputError`.
 */
export function parseRewardAddress(name: string): RewardAddress {
  const [addresses = '', fragment = '', ...more] = name.split('#');
  if (more.length > 0) throw refuse('it has two #', EXAMPLE);
  const urls = addresses.split(',').map((address) => parseUrl(address.trim()));
  const settings = new Map<string, string>();
  let dialect: string | undefined;
  for (const part of fragment.split('&').filter((text) => text !== '')) {
    const separator = part.indexOf('=');
    if (separator < 0) dialect = part;
    else settings.set(part.slice(0, separator), decodeURIComponent(part.slice(separator + 1)));
  }
  const model = take(settings, 'model');
  const keyVariable = take(settings, 'key');
  const label = take(settings, 'label');
  const [unknown] = settings.keys();
  if (unknown !== undefined) throw refuse(`there is no setting "${unknown}"`, EXAMPLE);
  if (label !== undefined && !/^\d+$/.test(label)) {
    throw refuse(`label=${label} is not a whole number`, 'Count the labels from 0');
  }
  return {
    urls,
    dialect,
    model,
    keyVariable,
    label: label === undefined ? undefined : Number(label),
  };
}

function take(settings: Map<string, string>, name: string): string | undefined {
  const value = settings.get(name);
  settings.delete(name);
  return value;
}

function parseUrl(address: string): string {
  let url: URL;
  try {
    url = new URL(address);
  } catch (cause) {
    throw refuse(`${JSON.stringify(address)} is not an address`, EXAMPLE, cause);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw refuse(`${url.protocol} is neither http: nor https:`, EXAMPLE);
  }
  if (url.username !== '' || url.password !== '') {
    // The address itself goes into reports, so its secret is not repeated here either.
    const remedy = 'Put the key into an environment variable and name it: #key=VARIABLE';
    throw refuse(`the address of ${url.host} holds a password`, remedy);
  }
  if (url.pathname.endsWith('/v1/classify')) {
    const problem = `${url.pathname} gives 1.0 for every text where SGLang serves it`;
    throw refuse(problem, 'Name the server alone: #sglang and #vllm ask its /classify');
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

function refuse(problem: string, remedy: string, cause?: unknown): InputError {
  return new InputError({ place: { option: '--reward' }, problem, remedy, cause });
}
