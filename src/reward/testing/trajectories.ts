import type { Trajectory } from '../../core/trajectory.ts';
import { NO_USAGE } from '../../core/usage.ts';

/** A finished trajectory without steps, told apart from others by the text of its last page. */
export function endingWith(text: string): Trajectory {
  return {
    id: text,
    benchmark: 'test',
    taskId: 'task',
    intent: '',
    steps: [],
    final: { text },
    end: 'finished',
    facts: {},
    usage: NO_USAGE,
  };
}
