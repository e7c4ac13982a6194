import { capitalFirst } from '../article.ts';
import { plainText } from '../marked-text.ts';
import type { MarkedText } from '../marked-text.ts';
import type { Feature, FeatureRole } from './kind.ts';

type Sentences = readonly [string, ...string[]];

interface FeatureDetails {
  readonly worth?: number;
  readonly rivals?: string;
}

/** Attributes that nobody says aloud as they are written. */
const SPOKEN: Readonly<Record<string, string>> = {
  'machine wash': 'machine washable',
  'hand wash': 'hand washable',
  'easy clean': 'easy to clean',
  'easy carry': 'easy to carry',
  'easy apply': 'easy to apply',
  'easy assembly': 'easy to assemble',
  'easy read': 'easy to read',
  'easy hang': 'easy to hang',
  'stretch fabric': 'stretchy',
  'plug play': 'plug and play',
  'high waist': 'high waisted',
  'high heel': 'high heeled',
  'low heel': 'low heeled',
};

/** `machine wash mugs` */
export const quality = featureOf('quality');
/** `mugs with bamboo lid` */
export const part = featureOf('part');
/** `mugs for hot drinks` */
export const purpose = featureOf('purpose');

/** What a thing is made of; `worth` is its factor on the price. */
export function material(name: MarkedText, worth: number, ...said: readonly string[]): Feature {
  const words = plainText(name).toLowerCase();
  return part(
    name,
    'Material',
    [
      `Made of ${words}.`,
      ...(said.length > 0 ? said : [`${capitalFirst(words)} feels good and lasts.`]),
    ],
    {
      worth,
      rivals: 'material',
    },
  );
}

function featureOf(role: FeatureRole) {
  return (
    name: MarkedText,
    heading: string,
    said: Sentences,
    { worth = 1, rivals }: FeatureDetails = {},
  ): Feature => {
    const attribute = plainText(name).toLowerCase();
    const spoken = SPOKEN[attribute] ?? attribute;
    return { name, attribute, spoken, role, heading, said, rivals, worth };
  };
}
