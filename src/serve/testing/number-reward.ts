import type { ImageSource } from '../../core/image-source.ts';
import type { RewardModel } from '../../core/reward-model.ts';
import { sigmoid } from '../../learn/logistic.ts';

export interface NumberRewardOptions {
  readonly version?: string;
  /** Where pictures are, if it looks at them: their size in bytes is added. */
  readonly pictures?: ImageSource;
  /** Waited for before each answer. */
  readonly gate?: () => Promise<unknown>;
  readonly onClose?: () => void;
}

/**
 * Scores a trajectory by the number that its last page says, so that each request can tell whether
 * it got its own answer. A page that says no number cannot be scored; `poison` breaks the model for
 * good.
 */
export function numberReward(options: NumberRewardOptions = {}): RewardModel {
  const { version = '1', pictures, gate, onClose } = options;
  let isBroken = false;
  return {
    name: 'numbers',
    version,
    calibrated: true,
    sees: { text: true, images: pictures !== undefined },
    score: async (trajectories) => {
      await gate?.();
      return Promise.all(
        trajectories.map(async ({ final }) => {
          if (final.text === 'poison') isBroken = true;
          if (isBroken) throw new Error('its worker crashed');
          const number = Number(/-?[\d.]+$/.exec(final.text)?.[0] ?? 'NaN');
          if (final.text === 'throw') throw new RangeError('not a number');
          const image = final.image && (await pictures?.read(final.image.hash));
          const raw = number + (image?.length ?? 0);
          return { raw, value: sigmoid(raw / 1000) };
        }),
      );
    },
    close: () => onClose?.(),
  };
}
