/** What one request may ask for, and how much may wait. */
export interface ServerLimits {
  /** Of the whole request, base64 included. */
  readonly bodyBytes: number;
  /** Trajectories in one request. */
  readonly trajectories: number;
  /** Pictures in one request. */
  readonly images: number;
  /** Of one encoded picture. */
  readonly imageBytes: number;
  /** Width times height of one picture, so that a few bytes cannot claim gigabytes. */
  readonly imagePixels: number;
  /** Of all pictures that the server remembers. */
  readonly rememberedImageBytes: number;
  /** Trajectories that wait for a model; beyond that, requests are refused with 429. */
  readonly waiting: number;
  /** Trajectories that a model is asked about at once. */
  readonly batch: number;
}

const MEBIBYTE = 1024 ** 2;

export const DEFAULT_LIMITS: ServerLimits = {
  bodyBytes: 32 * MEBIBYTE,
  trajectories: 1024,
  images: 256,
  imageBytes: 8 * MEBIBYTE,
  imagePixels: 16_000_000,
  rememberedImageBytes: 256 * MEBIBYTE,
  waiting: 4096,
  batch: 64,
};
