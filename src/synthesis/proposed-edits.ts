import { z } from 'zod';
import type { Edit, Hindsight } from '../core/hindsight.ts';
import type { Rng } from '../core/rng.ts';
import type { Task } from '../core/task.ts';
import type { Trajectory } from '../core/trajectory.ts';
import type { EditProposer, ProposedEdit } from '../core/writer.ts';
import type { CallJournal } from './call-journal.ts';
import { countIn, type SynthesisReport } from './synthesis-report.ts';
import { digest } from './visits.ts';

/** Thinks of an edit that misses the task; what it says is executed before it counts. */
export interface EditSource<T extends Task> {
  edit(task: T, positive: Trajectory): Promise<Edit | undefined>;
  /** Told when an edit turned out to be none that can be used. */
  rejected(reason: string): void;
}

export interface ProposingOptions<T extends Task> {
  readonly hindsight: Hindsight<T>;
  readonly proposer: EditProposer;
  readonly maxSteps: number;
  readonly journal: CallJournal;
  readonly report: SynthesisReport;
  readonly rng: Rng;
  readonly signal?: AbortSignal | undefined;
}

const editSchema = z.object({
  broken: z.string(),
  actions: z.array(z.string()),
}) satisfies z.ZodType<ProposedEdit>;

/** The same walk is asked about once; its edit serves for one row. */
export function proposedEdits<T extends Task>({
  hindsight,
  proposer,
  maxSteps,
  journal,
  report,
  rng,
  signal,
}: ProposingOptions<T>): EditSource<T> {
  const rejected = (reason: string) => {
    countIn(report.rejectedEdits, reason);
  };
  return {
    rejected,
    edit: async (task, positive) => {
      const requirements = hindsight.requirements?.(task) ?? [];
      const request = { trajectory: positive, requirements, maxSteps };
      const actions = positive.steps.map(({ action }) => action);
      const key = digest('edit', proposer.name, task.intent, ...actions);
      const reply = await journal.call({
        key,
        by: proposer.name,
        bound: proposer.costBound(request),
        schema: editSchema,
        ask: (remaining) => proposer.propose(request, { remaining, rng: rng.fork(key), signal }),
      });
      if ('value' in reply) return { kind: 'proposed', actions: reply.value.actions };
      rejected(reply.reason);
      return undefined;
    },
  };
}
