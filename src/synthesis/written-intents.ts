import type { Hindsight } from '../core/hindsight.ts';
import type { Rng } from '../core/rng.ts';
import type { Task } from '../core/task.ts';
import type { Trajectory } from '../core/trajectory.ts';
import type { IntentRequest, IntentWriter, WrittenIntent } from '../core/writer.ts';
import { z } from 'zod';
import type { CallJournal } from './call-journal.ts';
import { checkIntent } from './intent-check.ts';
import { countIn, type SynthesisReport } from './synthesis-report.ts';
import type { Wording } from './triplet-rows.ts';
import { digest } from './visits.ts';

export interface WritingOptions<T extends Task> {
  readonly hindsight: Hindsight<T>;
  readonly writer: IntentWriter;
  /** Intents for their style; none of them may be for testing. */
  readonly examples: readonly string[];
  readonly journal: CallJournal;
  readonly report: SynthesisReport;
  readonly rng: Rng;
  readonly signal?: AbortSignal | undefined;
}

const writtenSchema = z.object({
  intent: z.string(),
  requirements: z.array(z.string()),
}) satisfies z.ZodType<WrittenIntent>;

/**
 * Has a writer put into words what walks achieved. What it writes is used where it asks for just what
 * the rules found, and can be bound to the task; else the rules' own words are, and the reason is
 * counted. Undefined where the benchmark's rules cannot tell.
 */
export function writtenIntents<T extends Task>({
  hindsight,
  writer,
  examples,
  journal,
  report,
  rng,
  signal,
}: WritingOptions<T>): ((task: T, walked: Trajectory) => Promise<Wording<T>>) | undefined {
  if (hindsight.requirements === undefined || hindsight.reword === undefined) return undefined;
  return async (task, walked) => {
    const requirements = hindsight.requirements!(task);
    const reword = (intent: string) => hindsight.reword!(task, intent);
    const request: IntentRequest = {
      trajectory: walked,
      requirements,
      examples,
      check: (written) =>
        checkIntent(written, { byRules: task.intent, requirements, shown: textsOf(walked) }) ??
        (reword(written.intent) === undefined
          ? { reason: 'other-goal', advice: 'The request does not say plainly what is wanted.' }
          : undefined),
    };
    const key = digest('intent', writer.name, task.intent, ...examples, ...textsOf(walked));
    const reply = await journal.call({
      key,
      by: writer.name,
      bound: writer.costBound(request),
      schema: writtenSchema,
      ask: (remaining) => writer.write(request, { remaining, rng: rng.fork(key), signal }),
    });
    if ('reason' in reply) {
      countIn(report.rejectedIntents, reply.reason);
      return { task, writer: 'rules', requirements };
    }
    const { intent, requirements: listed } = reply.value;
    return { task: reword(intent) ?? task, writer: writer.name, requirements: listed };
  };
}

function textsOf({ steps, final }: Trajectory): string[] {
  return [...steps.flatMap(({ observation, action }) => [observation.text, action]), final.text];
}
