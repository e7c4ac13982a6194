import { describe, expect, it } from 'vitest';
import { checkIntent } from './intent-check.ts';

const evidence = {
  byRules:
    "Find me machine wash women's dresses with color: navy, and price lower than 50.00 dollars",
  requirements: ["women's dresses", 'machine wash', 'navy', 'price lower than 50'],
  shown: ["Women's Floral Dress, machine wash, 100% cotton", 'click[navy]', '$34.99'],
};

const reasonOf = (intent: string, requirements: readonly string[] = ['navy']) =>
  checkIntent({ intent, requirements }, evidence)?.reason;

describe('a written intent', () => {
  it.each([
    "I am looking for a women's dress in navy that I can machine wash, under 50 dollars",
    'machine wash women’s dresses, color navy, price below $50.00 please',
  ])('may say the same in other words: %s', (intent) => {
    expect(reasonOf(intent)).toBeUndefined();
  });

  it.each([
    [
      'a word that nothing shows',
      "waterproof women's dress in navy, machine wash, under 50",
      'unseen',
    ],
    ['a number that nothing shows', "women's dress in navy, machine wash, under 60", 'unseen'],
    ['a person that was not meant', "men's dress in navy, machine wash, under 50", 'unseen'],
    ['another language', 'je cherche une robe bleu marine à moins de 50 dollars', 'unseen'],
    ['a script without blanks', '海军蓝连衣裙，可机洗，低于50美元', 'unseen'],
    ['the opposite', "women's dress, not navy, machine wash, under 50", 'unseen'],
    ['less than was achieved', "women's dress in navy under 50", 'missing'],
    ['no bound', "women's dress in navy, machine wash", 'missing'],
    [
      'what is shown and was not asked for',
      "women's floral dress in navy, machine wash, under 50",
      'added',
    ],
    [
      'a number that is shown and was not asked for',
      "women's dress navy machine wash 100 under 50",
      'added',
    ],
  ])('may not say %s', (_, intent, reason) => {
    expect(reasonOf(intent)).toBe(reason);
  });

  it('may not list a requirement that nothing shows', () => {
    const intent = "women's dress in navy, machine wash, under 50";
    expect(reasonOf(intent, ['navy', 'free shipping'])).toBe('unseen');
  });

  it('in the language of its requirements is as good as any', () => {
    const french = {
      byRules: 'robe bleu marine, prix 50',
      requirements: ['robe', 'bleu marine', '50'],
      shown: ['Robe longue bleu marine'],
    };
    const written = { intent: 'robe bleu marine 50', requirements: ['robe'] };
    expect(checkIntent(written, french)).toBeUndefined();
  });
});
