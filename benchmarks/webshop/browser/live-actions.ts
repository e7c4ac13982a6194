import { parseAction } from '../shop/action.ts';
import { clickables } from '../shop/render.ts';
import type { LiveNode, LivePage } from './page-reader.ts';

/** Of equal names a button is meant, as its name says what to do; else the last. */
export function targetOf({ nodes }: LivePage, name: string): LiveNode | undefined {
  const button = nodes.find((node) => node.role === 'button' && node.text.toLowerCase() === name);
  const known = clickables<LiveNode>({ nodes });
  return known.has(name) ? (button ?? known.get(name)) : undefined;
}

/** The same as `availableActions` of the text environment offers. */
export function actionsOn(live: LivePage, strictQuirks: boolean): string[] {
  if (live.hasSearchBar) {
    const label = live.nodes.findIndex(
      (node) => 'text' in node && node.text.trim() === 'Instruction:',
    );
    const node = live.nodes[label + 1];
    const words = node && 'text' in node ? node.text.replace(/[[\]\s]+/g, ' ').trim() : '';
    return words === '' ? [] : [`search[${words}]`];
  }
  return [...clickables<LiveNode>(live).keys()].flatMap((name) => {
    const action = `click[${name}]`;
    const parsed = parseAction(action, strictQuirks);
    return parsed.kind === 'click' && parsed.name === name && name !== 'search' ? [action] : [];
  });
}
