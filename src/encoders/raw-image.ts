/** 1: grey. 3: RGB. 4: RGB and opacity, not premultiplied. */
export type Channels = 1 | 3 | 4;

/** Decoded pixels, 8 bits a channel, row by row from the top left, channels interleaved. */
export interface RawImage {
  readonly width: number;
  readonly height: number;
  readonly channels: Channels;
  /** `[height, width, channels]` */
  readonly data: Uint8Array;
}

/**
 * Without opacity: blended with white, as transformers' `convert_to_rgb` does by Pillow's
 * `alpha_composite`, byte for byte. Grey is tripled.
 */
export function toRgb({ width, height, channels, data }: RawImage): RawImage {
  if (channels === 3) return { width, height, channels, data };
  const pixels = width * height;
  const rgb = new Uint8Array(pixels * 3);
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    if (channels === 1) {
      rgb.fill(data[pixel]!, pixel * 3, pixel * 3 + 3);
      continue;
    }
    const opacity = data[pixel * 4 + 3]!;
    for (let channel = 0; channel < 3; channel += 1) {
      rgb[pixel * 3 + channel] = onWhite(data[pixel * 4 + channel]!, opacity);
    }
  }
  return { width, height, channels: 3, data: rgb };
}

/** The division by 255 as Pillow approximates it, with 7 fractional bits. */
function onWhite(value: number, opacity: number): number {
  const sum = (value * opacity + 255 * (255 - opacity) + 128) << 7;
  return ((sum >> 8) + sum) >> 15;
}
