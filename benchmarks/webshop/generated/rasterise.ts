export interface RasterOptions {
  /** In pixels; the height follows. */
  readonly width: number;
  readonly format?: 'png' | 'webp';
}

/** The picture as a file of pixels. Loads the image library on first use only. */
export async function rasterise(
  svg: string,
  { width, format = 'png' }: RasterOptions,
): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp');
  const image = sharp(Buffer.from(svg), { density: Math.max(1, (72 * width) / 400) }).resize({
    width,
  });
  return format === 'webp'
    ? image.webp({ quality: 85 }).toBuffer()
    : image.png({ compressionLevel: 9, palette: false }).toBuffer();
}
