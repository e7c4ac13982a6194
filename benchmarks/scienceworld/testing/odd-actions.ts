import type { Rng } from '../../../src/core/rng.ts';

const PIECES = [
  'open door',
  'look around',
  'go to kitchen',
  'focus',
  'pick up',
  '0',
  '1',
  '99',
  '-1',
  ' ',
  '\n',
  '\r\n',
  '\\',
  '\\n',
  '"',
  "'",
  '\t',
  '\u0000',
  'é',
  '水',
  '\u{1f9ea}',
  '\u2028',
  '\ud800',
  'e\n',
  'c\no0\nshutdown\ne\n',
  '!ys',
  '\u202e',
];
const LONG = 10_000;

/** Texts that are no ordinary actions: to be answered, each by exactly one page. */
export function oddActions(rng: Rng, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    if (index % 100 === 7) return '';
    if (index % 250 === 9) return 'door \\'.repeat(LONG / 6).slice(0, LONG);
    return Array.from({ length: 1 + rng.integer(4) }, () => rng.pick(PIECES)).join(
      rng.pick(['', ' ']),
    );
  });
}
