import type { GoalOption } from '../goals/goal.ts';
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
  return `'${text.replace(/(?! )[\p{C}\p{Z}]/gu, escaped)}'`;
}

function escaped(character: string): string {
  const named = { '\t': '\\t', '\n': '\\n', '\r': '\\r' }[character];
  if (named !== undefined) return named;
  const hex = character.codePointAt(0)!.toString(16);
  if (hex.length <= 2) return `\\x${hex.padStart(2, '0')}`;
  return hex.length <= 4 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
