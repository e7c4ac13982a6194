import { JavaProcess } from '../jvm/java-process.ts';

/** A program that starts a simulator's JVM, says its port, and waits to be ended. */
const [jar = ''] = process.argv.slice(2);
const { port } = await JavaProcess.start({ jar, heap: '256m', startTimeoutMs: 60_000 });
process.stdout.write(`${port}\n`);
setInterval(() => undefined, 1000);
