/** Share of the steps in which the learning rate rises, while Adam's averages are still young. */
const WARM_UP_SHARE = 0.03;

/** Where the cosine ends, as a share of the peak. */
const FINAL_SHARE = 0.1;

/**
 * The learning rate of a step (counted from 0) as a share of the peak: a linear rise, then half a
 * cosine down (Loshchilov and Hutter 2017).
 */
export function learningRateShare(step: number, totalSteps: number): number {
  const warmUp = Math.ceil(WARM_UP_SHARE * totalSteps);
  if (step < warmUp) return (step + 1) / warmUp;
  const progress = (step - warmUp) / Math.max(1, totalSteps - warmUp);
  return FINAL_SHARE + (1 - FINAL_SHARE) * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, progress)));
}
