import { z } from 'zod';
import { markOf, tellRecord } from './judge-evidence.ts';
import { likelihoodOf } from './judge-likelihood.ts';
import type { JudgeMethod } from './judge-method.ts';
import { writeOnce } from './judge-notes.ts';
import { judgeContent, judgeInstruction } from './judge-prompt.ts';

const checklistOf = writeOnce({
  kind: 'checklist',
  system:
    'You write checklists. Given a goal, list what must be true in the end for it to be reached: each requirement that it states, and the acts that it needs, one item each, in the order in which they come about. 2 to 8 short items that can be checked one by one against a record of pages and actions. Ask for nothing that the goal does not ask for.',
  form: z.strictObject({ items: z.array(z.string().min(1).max(300)).min(1).max(8) }),
  example: '"items": ["...", "..."]',
});

const ANSWERS = ['yes', 'partly', 'no'] as const;

/** As Web-Shepherd counts them. */
const WORTH = { yes: 1, partly: 0.5, no: 0 } as const;

const form = z.strictObject({ evidence: z.string(), done: z.enum(ANSWERS) });

const SYSTEM = judgeInstruction(
  'You check one item of a checklist for a goal: whether an attempt has done what the item says.',
);

/**
 * Has the model write a checklist for the intent, and then asks item by item whether it is done.
 * The value is the mean over the items of P(yes) + P(partly) / 2, with the probabilities of tokens
 * where the server tells them: how Web-Shepherd scores (Chae et al. 2025, arXiv 2505.15277). It is
 * the share that is done, not the probability that all is.
 */
export const checklist: JudgeMethod = {
  name: 'checklist',
  calibrated: false,
  judge: async (client, trajectory, { signal, ...options }) => {
    const { items } = await checklistOf(client, trajectory.intent, signal);
    const mark = markOf(trajectory);
    const record = tellRecord(trajectory, mark, options);
    const example = `{"check": "${mark}", "evidence": "what in the record decides, in one sentence", "done": "yes", "partly" or "no"}`;
    const worths = await Promise.all(
      items.map(async (item) => {
        const question = `Is this item of the checklist done? Item: ${item}`;
        const { intent } = trajectory;
        const { value, answer } = await client.ask({
          system: SYSTEM,
          content: judgeContent({ intent, mark, record, question, example }),
          mark,
          form,
          example,
          signal,
        });
        const likely = likelihoodOf(answer, 'done', ANSWERS, value.done);
        return ANSWERS.reduce((sum, each) => sum + likely[each] * WORTH[each], 0);
      }),
    );
    const score = worths.reduce((sum, worth) => sum + worth, 0) / items.length;
    return { raw: score, value: score };
  },
};
