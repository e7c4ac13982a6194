import type { Observation } from '../../src/core/observation.ts';
import type { MomentView } from './environment.ts';
import { wayTo, type Moment } from './moment.ts';
import { seenActions } from './seen-actions.ts';
import type { Opening, Reply } from './simulator.ts';
import type { ScienceWorldSettings } from './task.ts';

/** Simplifications that let an agent be anywhere at once. */
const TELEPORTING = /\b(?:easy|teleportAction)\b/;

/** What planners and policies see: the simulator's answer, and what may be tried next. */
export function agentView({ start }: Pick<ScienceWorldSettings, 'start'>): MomentView<Observation> {
  return (moment) => {
    let listed: readonly string[] | undefined = moment.validActions;
    return {
      text: textOf(moment, start),
      // Put together on demand: a policy that thinks of its own actions never pays for it.
      get availableActions() {
        listed ??= actionsFrom(moment);
        return listed;
      },
    };
  };
}

function textOf({ before, reply }: Moment, start: ScienceWorldSettings['start']): string {
  return before === undefined && start === 'task' ? (reply as Opening).taskDescription : reply.text;
}

function actionsFrom(moment: Moment): string[] {
  const [begun, ...rest] = wayTo(moment);
  const { reply, episode } = begun!;
  return seenActions({
    intent: (reply as Opening).taskDescription,
    start: reply.text,
    steps: rest.map((next) => ({ action: next.before!.action, answer: next.reply.text })),
    canTeleport: TELEPORTING.test(episode.simplifications),
  });
}

/** What the original tells of a step. Never for planners, policies or reward models. */
export interface OriginalObservation extends Observation {
  /** A whole number from -100 to 100, as the original's wrapper gives it. */
  readonly score: number;
  readonly rawScore: number;
  readonly isCompleted: boolean;
  /** Ticks of the simulated clock, which the original calls moves. */
  readonly moves: number;
  /** With the first page only. */
  readonly taskDescription?: string;
}

export function originalView({ before, reply }: Moment): OriginalObservation {
  const { text, score, isCompleted, ticks } = reply;
  return {
    text,
    score: percentOf(score),
    rawScore: score,
    isCompleted,
    moves: ticks,
    ...(before === undefined ? { taskDescription: (reply as Opening).taskDescription } : {}),
  };
}

/** Hundredths, rounded as Python does: a half goes to the even neighbour. */
export function percentOf(score: Reply['score']): number {
  const scaled = 100 * score;
  const below = Math.floor(scaled);
  if (scaled - below !== 0.5) return Math.round(scaled);
  return below % 2 === 0 ? below : below + 1;
}
