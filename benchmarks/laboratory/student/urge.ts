import { means, type SaidAction } from '../reading/action.ts';

/** Something that the student would like to do, and how much: see `Preference` in `agents/softmax.ts`. */
export interface Urge {
  readonly verb: NonNullable<SaidAction['verb']>;
  readonly name?: string | undefined;
  readonly other?: string | undefined;
  readonly like: number;
}

/** How much an action is liked: as much as the strongest urge that it follows, if it follows any. */
export function likeOf(action: SaidAction, urges: readonly Urge[]): number | undefined {
  let best: number | undefined;
  for (const { verb, name, other, like } of urges) {
    if (verb !== action.verb || (best !== undefined && best >= like)) continue;
    if (name !== undefined && !means(action.name, name)) continue;
    if (other !== undefined && !means(action.other, other)) continue;
    best = like;
  }
  return best;
}
