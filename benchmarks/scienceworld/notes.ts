import type { FoundJar } from './jar/find-jar.ts';
import type { PoolCounts } from './pool-event.ts';

interface Circumstances {
  readonly jar: FoundJar;
  readonly validActions: boolean;
  readonly jvms: number;
}

/** What a reader of results must know of the simulators that gave them. */
export function poolNotes(
  counts: PoolCounts,
  { jar, validActions, jvms }: Circumstances,
): string[] {
  const { asked, found, executed, loads, lost, diverged } = counts;
  const version = jar.version ?? `of a jar with the SHA-256 ${jar.sha256.slice(0, 12)}`;
  const each = found === 0 ? 0 : executed / found;
  return [
    `ScienceWorld ${version}: ${count(asked)} steps were asked for, ${count(found)} of them new; ` +
      `at most ${jvms} simulators took ${count(executed)} steps (${each.toFixed(2)} for each new one) ` +
      `and began ${count(loads)} episodes.`,
    ...(lost === 0 ? [] : [`${count(lost)} simulators were lost and replaced.`]),
    ...(diverged === 0 ? [] : [`${count(diverged)} repeated actions showed another page.`]),
    ...(validActions
      ? ["The policy was offered the simulator's valid actions, which are oracle data."]
      : []),
  ];
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}
