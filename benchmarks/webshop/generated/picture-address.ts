/** `/pictures/B0ABCDEFGH.png`, and of a colour `/pictures/B0ABCDEFGH/navy%20blue.png`. */
export function pictureAddress(asin: string, value?: string): string {
  return `/pictures/${asin}${value === undefined ? '' : `/${encodeURIComponent(value)}`}.png`;
}

export interface PictureRequest {
  readonly asin: string;
  readonly value?: string | undefined;
}

/** Reads what `pictureAddress` writes. */
export function readPictureAddress(path: string): PictureRequest | undefined {
  const match = /^\/pictures\/([0-9A-Z]{1,10})(?:\/([^/]+))?\.png$/.exec(path);
  if (match === null) return undefined;
  const [, asin, encoded] = match;
  if (encoded === undefined) return { asin: asin! };
  try {
    return { asin: asin!, value: decodeURIComponent(encoded) };
  } catch {
    return undefined;
  }
}
