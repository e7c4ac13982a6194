import type { Purchase } from '../../grading/purchase.ts';
import { text, type PageNode } from '../page.ts';
import { floatText, jsonInHtml } from '../python-text.ts';

/**
 * The page after a purchase. The original prints the reward on it, under an empty form for the goal:
 * with a reward (0 to 1) this is that page. Without one it ends before `Target`, and is what a
 * shopper may see.
 */
export function donePage(
  { product, options }: Pick<Purchase, 'product' | 'options'>,
  reward?: number,
): PageNode[] {
  const receipt = [
    'Thank you for shopping with us!',
    'Your code: ',
    'None',
    ' (Paste it in your MTurk interface.)',
    'Purchased',
    'asin',
    product.asin,
    'options',
    jsonInHtml(options),
    ...['attrs', 'category', 'query', 'product category'].flatMap((name) => [name, 'None']),
  ];
  const verdict = reward === undefined ? [] : [...TARGET_FORM, floatText(reward), ...ENDING];
  return [...receipt, ...verdict].map((line) => text('line', line));
}

const TARGET_FORM = [
  'Target',
  'asin',
  'options',
  'attrs',
  'price upper',
  'instuction text',
  'category',
  'product category',
  'query',
  'Goal ',
  'None',
  'Reward',
  'Your score (min 0.0, max 1.0)',
];

const ENDING = ['Reward Details ', 'None'];
