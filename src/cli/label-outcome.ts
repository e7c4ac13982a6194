import { InputError } from '../core/errors.ts';
import type { LabelReport } from '../feedback/label-pairs.ts';
import type { DatasetCard } from '../store/dataset-card.ts';
import type { Console } from './console.ts';

/** For the data set's card. */
export function countsOf({ pairs, labelled, unreadable, ties, inconsistent }: LabelReport) {
  return { pairs, labelled, decided: labelled - ties, ties, inconsistent, unreadable };
}

/** Why there is no preference at all, and what to do. */
export function nothingLabelled(
  file: string,
  { pairs, unreadable, stoppedBy }: LabelReport,
): InputError {
  if (stoppedBy !== undefined) {
    return new InputError({
      place: { option: '--budget' },
      problem: `${stoppedBy} does not suffice for one comparison`,
      remedy: 'Allow more',
    });
  }
  return new InputError({
    place: { file },
    problem:
      pairs === 0
        ? 'no two of its trajectories can be compared'
        : `none of ${unreadable} answers could be read`,
    remedy:
      pairs === 0
        ? 'Collect several different walks on each task, or give another --within or --compare'
        : 'Give another model, or a larger --max-completion-tokens',
  });
}

/** For people. */
export function tellLabels(
  { spent, settings, stoppedBy }: DatasetCard,
  { labelled, ties, inconsistent, unreadable }: LabelReport,
  out: string,
  { log }: Console,
): void {
  log(`${labelled} preferences by ${settings['labeller']}: ${out}`);
  log(
    `  ${labelled - ties} decided, ${ties} ties (${inconsistent} because the answer turned with the order), ${unreadable} answers unreadable`,
  );
  if (spent.calls > 0) {
    log(
      `  ${spent.calls} calls, ${spent.promptTokens} prompt and ${spent.completionTokens} completion tokens, ${spent.costUsd.toFixed(4)} USD, earlier runs included`,
    );
  }
  if (stoppedBy !== undefined) log(`  stopped by ${stoppedBy}`);
}
