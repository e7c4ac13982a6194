/** Where a picture stands in the text of a turn. */
export const IMAGE_MARK = '<image>';
/** Where the text of a picture's page stands, in ARMAP's format. */
export const PAGE_MARK = '<obs>';

/** A mark, or one that was escaped before. */
const MARKS = /<(\u200b*)(image|obs|video|audio)>/g;
const ESCAPED = /<\u200b(\u200b*)(image|obs|video|audio)>/g;

/**
 * Makes text that happens to hold a mark harmless: trainers count `<image>` to find out where
 * pictures go, and a page may say it. A zero-width space goes behind the bracket.
 */
export function escapeMarks(text: string): string {
  return text.replace(MARKS, '<\u200b$1$2>');
}

/** Undoes `escapeMarks`. */
export function unescapeMarks(text: string): string {
  return text.replace(ESCAPED, '<$1$2>');
}

/** How many pictures a text asks for. */
export function countImages(text: string): number {
  return text.split(IMAGE_MARK).length - 1;
}
