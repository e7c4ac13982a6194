import { z } from 'zod';
import type { ChatPart } from './chat-message.ts';
import { markOf, tellRecord } from './judge-evidence.ts';
import { likelihoodOf } from './judge-likelihood.ts';
import type { JudgeMethod } from './judge-method.ts';
import { writeOnce } from './judge-notes.ts';
import { judgeContent, judgeInstruction } from './judge-prompt.ts';

/** Outlines of attempts, each better than the one before. */
const RUNGS = 3;

const ladderOf = writeOnce({
  kind: 'ladder',
  system: `You describe attempts at a goal to compare others with. Describe ${RUNGS} of them, each in two or three sentences of what was done and what the last page showed, as plain facts without praise or blame: first one that did little of what the goal asks for, then one that did about half of it or missed one of its requirements, then one that reached it in every part.`,
  form: z.strictObject({ attempts: z.array(z.string().min(1).max(1500)).length(RUNGS) }),
  example: '"attempts": ["...", "...", "..."]',
});

const ANSWERS = ['first', 'second', 'equal'] as const;
const form = z.strictObject({ evidence: z.string(), closer: z.enum(ANSWERS) });

const SYSTEM = judgeInstruction(
  'You compare two attempts at the same goal and say which of them came closer to it.',
);

/** Log-odds between one rung and the next. */
const RUNG_HEIGHT = 1.5;

/** Standard deviation of what a place on the ladder is before anything was compared. */
const PRIOR_DEVIATION = 3;

/**
 * Compares an attempt with a fixed ladder of others: outlines that the model writes for the intent,
 * once, before it sees any attempt. Each is compared in both orders, since models favour a place.
 * The score is the place on the ladder, in log-odds, that makes these outcomes likeliest under the
 * model of Bradley and Terry, the rungs being held at equal distances, with a normal prior that
 * keeps it finite. So it depends on no other trajectory of a batch, and attempts at one goal are
 * comparable; those at different goals stand on different ladders.
 */
export const pairwise: JudgeMethod = {
  name: 'pairwise',
  calibrated: false,
  judge: async (client, trajectory, { signal, ...options }) => {
    const { attempts: rungs } = await ladderOf(client, trajectory.intent, signal);
    const mark = markOf(trajectory);
    const record = tellRecord(trajectory, mark, options);
    const example = `{"check": "${mark}", "evidence": "what decides, in one or two sentences", "closer": "first", "second" or "equal"}`;
    /** The probability that the attempt, told first or second, is the closer one. */
    const compare = async (rung: string, isFirst: boolean): Promise<number> => {
      const outline: ChatPart = { type: 'text', text: `=== ${mark} outline ===\n${rung}` };
      const heading = (place: string): ChatPart => ({
        type: 'text',
        text: `=== ${mark} the ${place} attempt ===`,
      });
      const [first, second] = isFirst ? [record, [outline]] : [[outline], record];
      const { value, answer } = await client.ask({
        system: SYSTEM,
        content: judgeContent({
          intent: trajectory.intent,
          mark,
          record: [heading('first'), ...first, heading('second'), ...second],
          question: 'Which attempt came closer to the goal?',
          example,
        }),
        mark,
        form,
        example,
        signal,
      });
      const likely = likelihoodOf(answer, 'closer', ANSWERS, value.closer);
      return likely[isFirst ? 'first' : 'second'] + likely.equal / 2;
    };
    const wins = await Promise.all(
      rungs.map(async (rung) => {
        const both = await Promise.all([compare(rung, true), compare(rung, false)]);
        return (both[0] + both[1]) / 2;
      }),
    );
    const score = placeOnLadder(wins);
    return { raw: score, value: score };
  },
};

/**
 * The log-odds place that makes these shares of wins likeliest, rungs lying `RUNG_HEIGHT` apart
 * around 0. The gradient falls in the place, so halving an interval finds it.
 *
 * @param wins against each rung, the lowest first; 0 to 1
 */
export function placeOnLadder(wins: readonly number[]): number {
  const rungAt = (rung: number): number => (rung - (wins.length - 1) / 2) * RUNG_HEIGHT;
  const gradient = (place: number): number =>
    wins.reduce((sum, won, rung) => sum + won - 1 / (1 + Math.exp(rungAt(rung) - place)), 0) -
    place / PRIOR_DEVIATION ** 2;
  const farthest = wins.length * PRIOR_DEVIATION ** 2;
  let [low, high] = [-farthest, farthest];
  for (let halving = 0; halving < 60; halving += 1) {
    const middle = (low + high) / 2;
    if (gradient(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
