import type { Page } from 'puppeteer';
import type { ImageReference } from '../../../src/core/observation.ts';
import type { ImageStore } from '../../../src/store/image-store.ts';

export interface ScreenshotOptions {
  readonly store: ImageStore;
  /** The whole page, or the part that a window shows (the default). */
  readonly fullPage?: boolean | undefined;
  /** In pixels; wider pictures are made smaller. 768 if not given. */
  readonly maxWidth?: number | undefined;
  /** WebP if not given. */
  readonly format?: 'webp' | 'jpeg' | undefined;
}

const QUALITY = 85;
/** What WebP can hold; a page beyond that is cut at its end. */
const LONGEST_SIDE = 16_383;

/** Puts a picture of the page that is open into the store. */
export async function takeScreenshot(
  page: Page,
  { store, fullPage = false, maxWidth = 768, format = 'webp' }: ScreenshotOptions,
): Promise<ImageReference> {
  const pixels = await page.screenshot({ type: 'png', fullPage });
  const { default: sharp } = await import('sharp');
  const small = sharp(pixels).resize({
    width: maxWidth,
    height: LONGEST_SIDE,
    fit: 'inside',
    withoutEnlargement: true,
  });
  return store.put(await small[format]({ quality: QUALITY }).toBuffer(), `image/${format}`);
}
