/** A kernel of interpolation. `support` is its half width, in source pixels when not shrinking. */
export interface ResamplingFilter {
  readonly support: number;
  weight(distance: number): number;
}

/** By Pillow's names. `nearest` copies pixels and has no kernel. */
export type Resampling = 'nearest' | 'box' | 'bilinear' | 'hamming' | 'bicubic' | 'lanczos';

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** The free parameter of Keys' cubic (1981); Pillow takes -0.5. */
const CUBIC = -0.5;

function cubic(x: number): number {
  const distance = Math.abs(x);
  if (distance < 1) return ((CUBIC + 2) * distance - (CUBIC + 3)) * distance * distance + 1;
  if (distance < 2) return (((distance - 5) * distance + 8) * distance - 4) * CUBIC;
  return 0;
}

export const FILTERS: Readonly<Record<Exclude<Resampling, 'nearest'>, ResamplingFilter>> = {
  box: { support: 0.5, weight: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  hamming: {
    support: 1,
    weight: (x) => {
      if (x === 0) return 1;
      return Math.abs(x) >= 1 ? 0 : sinc(x) * (0.54 + 0.46 * Math.cos(Math.PI * x));
    },
  },
  bicubic: { support: 2, weight: cubic },
  lanczos: { support: 3, weight: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
};
