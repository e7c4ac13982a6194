import type { ImageSource } from '../../core/image-source.ts';
import { describeCause, InputError, RewardError } from '../../core/errors.ts';
import { nearestName } from '../../core/nearest-name.ts';
import type { RewardModel } from '../../core/reward-model.ts';
import { derivedVersion } from '../derived-version.ts';
import { armapReward, inBatches, readModel } from './armap-reward.ts';
import { AnswerError, type Dialect, type DialectOptions, type Scorer } from './dialect.ts';
import { armapPaper } from './dialects/armap-paper.ts';
import { llamaCpp, openRlhf, sglang, tei, teiRerank } from './dialects/text-servers.ts';
import { vllm, vllmChat, vllmPooling, vllmRerank, vllmScore } from './dialects/vllm.ts';
import { probeDialect } from './probe.ts';
import { ConnectionError, Replicas, StatusError, type ReplicaOptions } from './replicas.ts';
import { parseRewardAddress, type RewardAddress } from './reward-address.ts';
import { checkScorer } from './self-check.ts';

export interface RemoteOptions extends Pick<
  ReplicaOptions,
  'attempts' | 'backoffMs' | 'timeoutMs' | 'restMs'
> {
  /** Where the pictures of the trajectories are; without it none are sent. */
  readonly pictures?: ImageSource | undefined;
  /** Where the key is, see `KEY_VARIABLE`. */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
  readonly warn?: ((message: string) => void) | undefined;
}

/** The environment variable with the key where the address names none. */
const KEY_VARIABLE = 'ARMAP_REWARD_KEY';

/** Our own server, which tells name, version and calibration, needs no adapter. */
const ARMAP = 'armap';

const DIALECTS: readonly Dialect[] = [
  vllm,
  vllmChat,
  vllmPooling,
  vllmScore,
  vllmRerank,
  sglang,
  openRlhf,
  tei,
  teiRerank,
  llamaCpp,
  armapPaper,
];

/**
 * Opens a reward that is served elsewhere, by an address such as `http://127.0.0.1:8100`,
 * `http://a:8000,http://b:8000#vllm` or `https://host#tei&key=VARIABLE`. What the server speaks is
 * found out if the address does not say. Servers other than our own are asked about two known
 * trajectories first, and their scores are not calibrated.
 *
 * Throws `InputError` for an address that cannot be used, a dialect that cannot be found out, and a
 * server that fails the check; `RewardError` when it does not answer. Scoring rejects with
 * `RewardError`, or with the signal's reason.
 */
export async function openRemoteReward(
  address: string,
  { pictures, environment = {}, warn = () => undefined, ...rest }: RemoteOptions = {},
): Promise<RewardModel> {
  const parsed = parseRewardAddress(address);
  const { urls } = parsed;
  const key = keyOf(parsed, environment);
  const connect = (concurrency?: number): Replicas =>
    new Replicas({ ...rest, urls, key, concurrency });
  return withRewardErrors(urls.join(','), async () => {
    const name = parsed.dialect ?? (await findDialect(connect()));
    if (name === ARMAP) return openArmap(connect(), pictures);
    const dialect = dialectNamed(name);
    const servers = connect(dialect.concurrency);
    const [{ identity, seesImages, batch, ask }] = await openEach(servers, dialect, {
      ...parsed,
      pictures,
      warn,
    });
    const reward = `${urls.join(',')}#${name}`;
    return {
      name: reward,
      version: derivedVersion(urls, name, identity),
      calibrated: false,
      sees: { text: true, images: seesImages },
      score: (trajectories, { signal } = {}) =>
        withRewardErrors(reward, async () => {
          const raws = await inBatches(trajectories, batch, signal, (part, abort) =>
            ask(servers, part, abort),
          );
          const broken = raws.find((raw) => !Number.isFinite(raw));
          if (broken !== undefined) throw new AnswerError(`it gave ${broken}`);
          return raws.map((raw) => ({ raw, value: raw }));
        }),
    };
  });
}

/** Checks each replica by itself. Throws `InputError` unless all would score alike. */
async function openEach(
  servers: Replicas,
  dialect: Dialect,
  options: DialectOptions,
): Promise<[Scorer, ...Scorer[]]> {
  const scorers = await Promise.all(
    servers.each().map(async (server) => {
      const scorer = await dialect.open(server, options);
      await checkScorer(scorer, server, `${server.urls.join()}#${dialect.name}`);
      return scorer;
    }),
  );
  const identities = new Set(scorers.map(({ identity }) => identity.join(' ')));
  if (identities.size === 1) return scorers as [Scorer, ...Scorer[]];
  throw new InputError({
    place: { option: '--reward' },
    problem: `the servers ${servers.urls.join(',')} do not serve the same: ${[...identities].join(', ')}`,
    remedy: 'Name servers of one model and one build',
  });
}

async function openArmap(
  servers: Replicas,
  pictures: ImageSource | undefined,
): Promise<RewardModel> {
  const models = await Promise.all(servers.each().map(readModel));
  const [first] = models as [(typeof models)[number]];
  const { version, name } = first.model;
  const other = models.findIndex(({ model }) => model.version !== version);
  if (other >= 0) {
    throw new InputError({
      place: { option: '--reward' },
      problem: `${servers.urls[0]!} serves version ${version}, and ${servers.urls[other]!} version ${models[other]!.model.version}`,
      remedy: 'Serve the same model everywhere (POST /v1/reload reads it again)',
    });
  }
  const reward = armapReward(servers, first, pictures);
  return {
    ...reward,
    score: (trajectories, options) =>
      withRewardErrors(name, async () => reward.score(trajectories, options)),
  };
}

async function findDialect(servers: Replicas): Promise<string> {
  const dialect = await probeDialect(servers);
  if (dialect !== undefined) return dialect;
  throw new InputError({
    place: { option: '--reward' },
    problem: `${servers.urls.join(',')} does not say what kind of server it is`,
    remedy: `Name it: #DIALECT, one of ${dialectNames().join(', ')}`,
  });
}

function dialectNamed(name: string): Dialect {
  const dialect = DIALECTS.find((candidate) => candidate.name === name);
  if (dialect !== undefined) return dialect;
  const nearest = nearestName(name, dialectNames());
  throw new InputError({
    place: { option: '--reward' },
    problem: `there is no dialect "${name}"`,
    remedy: `${nearest === undefined ? '' : `Did you mean "${nearest}"? `}Known: ${dialectNames().join(', ')}`,
  });
}

function dialectNames(): string[] {
  return [ARMAP, ...DIALECTS.map(({ name }) => name)];
}

function keyOf(
  { keyVariable }: RewardAddress,
  environment: NonNullable<RemoteOptions['environment']>,
): string | undefined {
  const key = environment[keyVariable ?? KEY_VARIABLE];
  if (key !== undefined && key !== '') return key;
  if (keyVariable === undefined) return undefined;
  throw new InputError({
    place: { option: '--reward' },
    problem: `the environment variable ${keyVariable} is not set`,
    remedy: 'Put the key of the server into it',
  });
}

/** What a server did wrong, as an error of the reward; what the user did wrong stays as it is. */
async function withRewardErrors<T>(reward: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    const isServerFault =
      cause instanceof StatusError ||
      cause instanceof ConnectionError ||
      cause instanceof AnswerError;
    if (!isServerFault) throw cause;
    throw new RewardError({ reward, problem: describeCause(cause), cause });
  }
}
