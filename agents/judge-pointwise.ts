import { z } from 'zod';
import { markOf, tellRecord } from './judge-evidence.ts';
import { likelihoodOf } from './judge-likelihood.ts';
import type { JudgeMethod } from './judge-method.ts';
import { judgeContent, judgeInstruction } from './judge-prompt.ts';

/** One digit, hence one token with any tokenizer. */
const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
const HIGHEST = DIGITS.length - 1;

const form = z.strictObject({ evidence: z.string(), score: z.int().min(0).max(HIGHEST) });

const SYSTEM = judgeInstruction(
  'You judge how likely it is that an attempt has reached a goal, or, when it is still under way, that it will.',
);

/**
 * Asks how likely it is that the goal is reached, from 0 to 9. The value is the mean of that digit
 * over the probabilities of its tokens, as G-Eval weighs them (Liu et al. 2023, arXiv 2303.16634),
 * or the digit itself where the server tells none, divided by 9; its deviation likewise.
 */
export const pointwise: JudgeMethod = {
  name: 'pointwise',
  calibrated: true,
  judge: async (client, trajectory, { signal, ...options }) => {
    const mark = markOf(trajectory);
    const example = `{"check": "${mark}", "evidence": "what in the record decides, in one or two sentences", "score": a whole number from 0 (surely not reached) to ${HIGHEST} (surely reached)}`;
    const { value, answer } = await client.ask({
      system: SYSTEM,
      content: judgeContent({
        intent: trajectory.intent,
        mark,
        record: tellRecord(trajectory, mark, options),
        question: 'How likely is it that the goal is reached, in every part?',
        example,
      }),
      mark,
      form,
      example,
      signal,
    });
    const likely = likelihoodOf(answer, 'score', DIGITS, DIGITS[value.score]!);
    const mean = DIGITS.reduce((sum, digit) => sum + likely[digit] * Number(digit), 0);
    const variance = DIGITS.reduce(
      (sum, digit) => sum + likely[digit] * (Number(digit) - mean) ** 2,
      0,
    );
    const score = mean / HIGHEST;
    return { raw: score, value: score, deviation: Math.sqrt(variance) / HIGHEST };
  },
};
