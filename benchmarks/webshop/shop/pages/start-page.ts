import { button, BUTTON, text, type PageNode } from '../page.ts';
import type { Shop } from '../shop.ts';

export function startPage({ instruction }: Shop): PageNode[] {
  return [
    text('heading', 'WebShop'),
    text('instruction-label', 'Instruction: '),
    text('instruction', instruction),
    { role: 'search-bar' },
    button(BUTTON.search),
  ];
}
