import { setImmediate as nextTurn } from 'node:timers/promises';

/** Counts the turns that others of this process get until some work has ended. */
export async function countTurns(work: (turn: () => number) => unknown): Promise<number> {
  let turns = 0;
  const others = new AbortController();
  const counting = (async () => {
    while (!others.signal.aborted) {
      await nextTurn();
      turns += 1;
    }
  })();
  try {
    await work(() => turns);
  } finally {
    others.abort();
  }
  await counting;
  return turns;
}
