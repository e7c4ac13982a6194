import { analyze } from '../search/english-analyzer.ts';

/**
 * The words that carry meaning, without their endings: as the shop's search compares them, so that
 * what it finds is what matches.
 */
export function contentStems(text: string): string[] {
  return analyze(text);
}
