#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { createConsole } from '../src/cli/console.ts';
import { runCli } from '../src/cli/run.ts';
import { registry } from './registry.ts';

const controller = new AbortController();
process.on('SIGINT', () => {
  // A second Ctrl-C does not wait for what is in flight.
  if (controller.signal.aborted) process.exit(130);
  controller.abort(new Error('Interrupted'));
});

// A reader that has seen enough, such as `head`, closes the pipe; that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const clock = () => performance.now();
process.exitCode = await runCli(process.argv.slice(2), readVersion(), {
  registry,
  console: createConsole(process.stdout, process.stderr, clock),
  clock,
  environment: process.env,
  signal: controller.signal,
});

function readVersion(): string {
  // From the sources the package file is one folder up, from the built package two.
  for (const path of ['../package.json', '../../package.json']) {
    try {
      const text = readFileSync(new URL(path, import.meta.url), 'utf8');
      return (JSON.parse(text) as { version: string }).version;
    } catch {
      continue;
    }
  }
  return 'unknown';
}
