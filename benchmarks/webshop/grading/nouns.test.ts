import { describe, expect, it } from 'vitest';
import { nounsOfBoth } from './nouns.ts';

const wool = { title: "FIN86 Men's warm Wool-Socks, 7.5oz", nouns: ['socks'] };
const cable = { title: 'Fast charging cable for the kitchen', nouns: ['cable', 'kitchen'] };

describe('the nouns of titles', () => {
  it('are those that the data brings for both', () => {
    expect(nounsOfBoth(wool, cable, 'tagger')).toEqual([['socks'], ['cable', 'kitchen']]);
  });

  it('are tagged for both where the data brings them for one alone', () => {
    const [first, second] = nounsOfBoth(wool, { title: cable.title }, 'tagger');
    expect(first).toContain('wool');
    expect(second).toEqual(expect.arrayContaining(['cable', 'kitchen']));
    expect(second).not.toContain('for');
  });

  it('are all words of letters alone under the alphabetic rule, repeated ones too', () => {
    const [first, second] = nounsOfBoth(wool, { title: 'Red red 2pack Ångström' }, 'alphabetic');
    expect(first).toEqual(['men', 'warm', 'wool', 'socks']);
    expect(second).toEqual(['red', 'red', 'ångström']);
  });

  it('are none of an empty title', () => {
    expect(nounsOfBoth({ title: '' }, { title: '!' }, 'tagger')).toEqual([[], []]);
    expect(nounsOfBoth({ title: '' }, { title: '!' }, 'alphabetic')).toEqual([[], []]);
  });
});
