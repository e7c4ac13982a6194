import { describe, expect, it } from 'vitest';
import type { RememberedTrial } from '../src/core/policy.ts';
import { NO_USAGE } from '../src/core/usage.ts';
import { memoryLines } from './memory-lines.ts';

function remembered(reflection: string): RememberedTrial {
  return {
    reflection,
    trajectory: {
      id: 'trial',
      benchmark: 'test',
      taskId: 'task',
      intent: '',
      steps: [],
      final: { text: '' },
      end: 'finished',
      facts: {},
      usage: NO_USAGE,
    },
  };
}

describe('the lines about earlier attempts', () => {
  it('tell what was made of each, on one line', () => {
    expect(memoryLines([remembered('Too far.\nTurn left.'), remembered('Go on.')])).toEqual([
      'Earlier attempts failed:',
      '- Too far. Turn left.',
      '- Go on.',
    ]);
  });

  it('are none when nothing is remembered', () => {
    expect(memoryLines()).toEqual([]);
    expect(memoryLines([])).toEqual([]);
  });

  it('stay short, however much is remembered', () => {
    const memory = Array.from({ length: 50 }, (_, index) =>
      remembered(`attempt ${index}: ${'much '.repeat(1000)}`),
    );
    const lines = memoryLines(memory);
    expect(lines.join('\n').length).toBeLessThan(2000);
    expect(lines.at(-1)).toContain('attempt 49');
  });
});
