/** `a mug`, `an olive oil` */
export function withArticle(noun: string): string {
  return `${/^(?:[aeio]|u(?!n?i|s)|8|11|18)/.test(noun) ? 'an' : 'a'} ${noun}`;
}

export function capitalFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
