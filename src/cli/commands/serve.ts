import { once } from 'node:events';
import { Option, type Command } from 'commander';
import { describeCause, InputError } from '../../core/errors.ts';
import { openReward } from '../../reward/open-reward.ts';
import { requireSafeAddress } from '../../serve/access.ts';
import { warnOn, type CommandContext } from '../context.ts';
import { wholeNumber } from '../option-values.ts';

const HOST = '127.0.0.1';
const PORT = 8100;

interface ServeFlags {
  readonly host: string;
  readonly port: number;
  readonly tokenEnv?: string;
  readonly workers: number;
}

export function serveCommand(parent: Command, context: CommandContext): void {
  parent
    .command('serve')
    .summary('answer scores over HTTP')
    .description(
      'Serves a reward model: POST /v1/score of our own, and the requests of vLLM (/classify), OpenRLHF (/get_reward) and the published ARMAP code (/api/generate). Prints its address. SIGHUP reads the model again; SIGTERM or Ctrl-C answers what was taken and ends. See docs/reward-servers.md.',
    )
    .argument(
      '<model>',
      'a folder that "armap train" wrote, module:./my-reward.mjs, or another server',
    )
    .option('--host <address>', 'where to listen', HOST)
    .option('--port <n>', '0 takes a free one', wholeNumber(0), PORT)
    .option('--token-env <name>', 'the environment variable with the token that clients must bring')
    .addOption(
      new Option('--workers <n>', 'copies of the model, each in a thread of its own')
        .argParser(wholeNumber(1))
        .default(1),
    )
    .action((model: string, flags: ServeFlags) => runServe(model, flags, context));
}

async function runServe(model: string, flags: ServeFlags, context: CommandContext): Promise<void> {
  const { console, registry, signal } = context;
  const token = tokenOf(flags.tokenEnv, context.environment);
  requireSafeAddress(flags.host, token);
  const encoders = registry.benchmarks.map(({ benchmark }) => benchmark.encoder);
  // Loaded here, since no other command needs an HTTP server.
  const { collectDefaultMetrics, Registry } = await import('prom-client');
  const { RewardServer } = await import('../../serve/reward-server.ts');
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  const log = (message: string): void => {
    console.log(`armap: ${message}`);
  };
  const server = await RewardServer.create({
    open: (pictures) =>
      openReward(model, encoders, warnOn(console), { environment: context.environment, pictures }),
    copies: flags.workers,
    token,
    registry: metrics,
    log,
  });
  const reload = (): void => {
    server.reload().then(
      ({ name, version }) => {
        log(`serves ${name}@${version} now`);
      },
      (cause: unknown) => {
        log(`the model cannot be opened again, the old one goes on: ${describeCause(cause)}`);
      },
    );
  };
  process.on('SIGHUP', reload);
  try {
    const stopped = stopAsked(signal);
    const url = await server.listen(flags).catch((cause: unknown) => {
      throw cannotListen(flags, cause);
    });
    const { name, version } = server.model;
    console.data(url);
    log(`serves ${name}@${version} at ${url}`);
    await stopped;
    log('stopping');
  } finally {
    process.off('SIGHUP', reload);
    await server.close();
  }
  const { accepted, answered } = server.counts;
  log(`stopped; answered ${answered} of ${accepted} accepted requests`);
}

function tokenOf(
  name: string | undefined,
  environment: CommandContext['environment'],
): string | undefined {
  if (name === undefined) return undefined;
  const token = environment[name];
  if (token !== undefined && token.trim() !== '') return token;
  throw new InputError({
    place: { option: '--token-env' },
    problem: `the environment variable ${name} is ${token === undefined ? 'not set' : 'empty'}`,
    remedy: 'Put the token into it, or leave the option out on a loopback address',
  });
}

/** Resolves with the first of Ctrl-C and SIGTERM. */
async function stopAsked(interrupted: AbortSignal): Promise<void> {
  if (interrupted.aborted) return;
  await Promise.race([once(interrupted, 'abort'), once(process, 'SIGTERM')]);
}

function cannotListen({ host, port }: ServeFlags, cause: unknown): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const isTaken = code === 'EADDRINUSE';
  if (!isTaken && code !== 'EACCES' && code !== 'EADDRNOTAVAIL' && code !== 'ENOTFOUND') {
    return cause;
  }
  return new InputError({
    place: { option: isTaken || code === 'EACCES' ? '--port' : '--host' },
    problem: `it is not possible to listen at ${host}, port ${port} (${describeCause(cause)})`,
    remedy: 'Give another one',
    cause,
  });
}
