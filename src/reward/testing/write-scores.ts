import { openScoreFolder } from '../score-folder.ts';

// Run as a process of its own, to be killed: adds scores to the folder until then.
const [folder, prefix] = process.argv.slice(2);
const store = await openScoreFolder(folder!);
for (let number = 0; ; number += 1) {
  await store.add(new Map([[`${prefix!}${number}`, { raw: number, value: number }]]));
}
