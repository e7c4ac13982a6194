import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText, html } from './html.ts';

describe('markup', () => {
  it('holds any text without a character that could end or begin something', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escapeText(text)).not.toMatch(/[<>"'\r]|&(?!(?:amp|lt|gt|quot|#39|#13);)/);
      }),
    );
  });

  it('takes texts as texts and markup as markup', () => {
    const bold = html`<b>${'<1>'}</b>`;
    expect(html`<p title="${'"'}">${bold}${[bold, bold]}${undefined}${7}</p>`.markup).toBe(
      '<p title="&quot;"><b>&lt;1&gt;</b><b>&lt;1&gt;</b><b>&lt;1&gt;</b>7</p>',
    );
  });

  it('keeps white space of texts and none of its own', () => {
    const page = html`
      <p>${' two  blanks '}</p>
      ${html`<i></i>`} ${html`<b></b>`}
    `;
    expect(page.markup).toBe('<p> two  blanks </p><i></i><b></b>');
  });
});
