import { Command } from 'commander';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { CommandContext } from '../../../src/cli/context.ts';
import { addServeCommand, type LoadShop } from './serve-command.ts';
import { smallShop } from './testing/small-shop.ts';

function serve(options: readonly string[], loadShop: LoadShop, signal: AbortSignal) {
  const told = new EventTarget();
  const console = {
    data: (text: string) => told.dispatchEvent(new CustomEvent('address', { detail: text })),
    log: () => undefined,
  };
  const context = { console, signal } as unknown as CommandContext;
  const program = new Command();
  addServeCommand(program, context, loadShop);
  const address = once(told, 'address') as Promise<[CustomEvent<string>]>;
  return { ended: program.parseAsync(['serve', ...options], { from: 'user' }), address };
}

describe('armap webshop serve', () => {
  it('opens the shop of the data that was asked for, until it is interrupted', async () => {
    const cancel = new AbortController();
    const asked: (string | undefined)[] = [];
    const loadShop: LoadShop = async (data) => {
      asked.push(data);
      return smallShop(20);
    };
    const { ended, address } = serve(['--port', '0', '--data', 'x'], loadShop, cancel.signal);
    const [{ detail }] = await address;
    expect((await fetch(detail)).status).toBe(200);
    cancel.abort();
    await ended;
    await expect(fetch(detail)).rejects.toThrow();
    expect(asked).toEqual(['x']);
  });

  it.each(['x', '-1', '65536', '80.5', ''])('refuses the port %j', async (port) => {
    const { ended } = serve([`--port=${port}`], () => smallShop(20), new AbortController().signal);
    await expect(ended).rejects.toThrow(/--port: .* is not a port/);
  });
});
