import type { GoalOption } from '../goals/goal.ts';
import { escapeUnprintable } from '../python/text.ts';
import { colorOfPair, colorOrValue } from './colors.ts';

/**
 * What a goal's option is compared as: its colour, or else its value; of an option with its group,
 * as the original prints such a pair: `('size', 'large')`.
 */
export function goalOptionText(option: GoalOption): string {
  if (typeof option === 'string') return colorOrValue(option);
  const { group, value } = option;
  return colorOfPair(group, value) ?? `(${quoted(group)}, ${quoted(value)})`;
}

/**
 * As Python prints a text inside a tuple, but for its quotes and doubled backslashes, which are
 * blanks to whoever compares: characters that cannot be printed appear as escapes.
 */
function quoted(text: string): string {
  return `'${text.replace(/(?! )[\p{C}\p{Z}]/gu, escapeUnprintable)}'`;
}
