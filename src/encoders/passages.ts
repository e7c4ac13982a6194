/** Characters: within the 256 tokens of small sentence encoders, unless a page is unlike prose. */
const PASSAGE_LENGTH = 600;

/** Of a longer page the first and the last ones, half each: a page's end tells what came of it. */
const MOST_PASSAGES = 16;

/**
 * Cuts a page into pieces that an encoder reads whole: lines together up to a length, longer lines
 * cut between words where there are any. Blank pages have none.
 */
export function passagesOf(text: string): string[] {
  const passages: string[] = [];
  let current = '';
  const close = (): void => {
    if (current.trim() !== '') passages.push(current.trim());
    current = '';
  };
  for (const piece of text.split('\n').flatMap(cut)) {
    if (current.length + piece.length + 1 > PASSAGE_LENGTH) close();
    current = current === '' ? piece : `${current}\n${piece}`;
  }
  close();
  if (passages.length <= MOST_PASSAGES) return passages;
  return [...passages.slice(0, MOST_PASSAGES / 2), ...passages.slice(-MOST_PASSAGES / 2)];
}

function cut(line: string): string[] {
  const pieces: string[] = [];
  let rest = line;
  while (rest.length > PASSAGE_LENGTH) {
    const space = rest.lastIndexOf(' ', PASSAGE_LENGTH);
    const end = space > 0 ? space : PASSAGE_LENGTH;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return [...pieces, rest];
}
