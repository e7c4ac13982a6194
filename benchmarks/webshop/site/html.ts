/** Markup that may stand in a page as it is. Made by `html` only. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

type Part = string | number | Html | readonly Html[] | undefined;

/**
 * A template of markup: what is filled in is text and gets escaped, unless it is markup itself.
 * White space beside tags is layout of the source and is left out, since in a page it is a text.
 */
export function html(template: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const [first, ...others] = compact(template);
  return new Html(
    others.reduce((before, after, index) => before + markupOf(parts[index]) + after, first!),
  );
}

const compacted = new WeakMap<TemplateStringsArray, readonly string[]>();

function compact(template: TemplateStringsArray): readonly string[] {
  const known = compacted.get(template);
  if (known !== undefined) return known;
  const strings = template.map((string) =>
    string.replace(/>\s+/g, '>').replace(/\s+</g, '<').replace(/^\s+$/, ''),
  );
  compacted.set(template, strings);
  return strings;
}

function markupOf(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.markup;
  if (typeof part === 'object') return part.map(({ markup }) => markup).join('');
  return escapeText(String(part));
}

/** A browser reads back exactly this text, between tags and in quoted attributes. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"'\r]/g, (character) => ENTITIES[character]!);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  // Left alone it would become a line feed.
  '\r': '&#13;',
};
