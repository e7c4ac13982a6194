import type { Purchase } from '../../grading/purchase.ts';
import type { PageNode } from '../../shop/page.ts';
import { imageOf } from '../../shop/pages/item-page.ts';
import { html, type Html } from '../html.ts';
import { pictureSource } from './layout.ts';

/** Under this line stands the reward; agents look for it under the id `reward`. */
const SCORE_LABEL = 'Your score (min 0.0, max 1.0)';

/**
 * Thanks and a receipt. As in the original, what only programs read is on the page and not shown.
 */
export function doneHtml(
  nodes: readonly PageNode[],
  { product, options }: Pick<Purchase, 'product' | 'options'>,
): Html {
  const lines = nodes.flatMap((node) => ('text' in node ? [node.text] : []));
  const [thanks = '', codeLabel = '', code = '', advice = '', heading = '', ...rest] = lines;
  const target = rest.indexOf('Target');
  const receipt = target < 0 ? rest : rest.slice(0, target);
  const verdict = target < 0 ? [] : rest.slice(target);
  const score = verdict.indexOf(SCORE_LABEL);
  return html`<main>
    <h1>${thanks}</h1>
    <img
      src="${pictureSource(imageOf(product, options), 400)}"
      alt="${product.title}"
      width="400"
      height="400"
    />
    <p class="code">${codeLabel}<code>${code}</code>${advice}</p>
    <h2>${heading}</h2>
    <dl>${pairs(receipt)}</dl>
    ${score < 0 ? undefined : verdictHtml(verdict, score)}
  </main>`;
}

const SHOWN = ['asin', 'options'];

function pairs(lines: readonly string[]): Html[] {
  return lines.flatMap((name, index) => {
    if (index % 2 === 1) return [];
    const hidden = SHOWN.includes(name) ? undefined : html`hidden`;
    const id = name.replaceAll(' ', '-');
    return [
      html`<div id="${id}" ${hidden}>
        <dt>${name}</dt>
        <dd dir="auto">${lines[index + 1]}</dd>
      </div>`,
    ];
  });
}

function verdictHtml(verdict: readonly string[], score: number): Html {
  const spans = (lines: readonly string[]) => lines.map((line) => html`<span>${line}</span>`);
  return html`<div hidden>${spans(verdict.slice(0, score))}</div>
    <h3 id="reward">
      ${verdict[score]}
      <pre>${verdict[score + 1]}</pre>
    </h3>
    <div hidden>${spans(verdict.slice(score + 2))}</div>`;
}
