import { Presets, SingleBar } from 'cli-progress';

/** Plain progress lines come at most this often. */
const LINE_EVERY_MS = 5000;

export interface Progress {
  update(done: number, note?: string): void;
  stop(): void;
}

/** Where a command writes: data to one stream, everything for people to the other. */
export interface Console {
  readonly data: (text: string) => void;
  readonly log: (text: string) => void;
  readonly progress: (label: string, total: number) => Progress;
}

/** A bar where a person watches, plain lines otherwise. */
export function createConsole(
  out: NodeJS.WritableStream,
  error: NodeJS.WritableStream & { isTTY?: boolean },
  clock: () => number,
): Console {
  const log = (text: string): void => {
    error.write(`${text}\n`);
  };
  return {
    data: (text) => {
      out.write(`${text}\n`);
    },
    log,
    progress: (label, total) =>
      error.isTTY === true ? bar(error, label, total) : lines(log, label, total, clock),
  };
}

function bar(stream: NodeJS.WritableStream, label: string, total: number): Progress {
  const single = new SingleBar(
    {
      stream,
      format: `${label} {bar} {value}/{total} {note}`,
      clearOnComplete: true,
      hideCursor: true,
    },
    Presets.shades_classic,
  );
  single.start(total, 0, { note: '' });
  return {
    update: (done, note = '') => {
      single.update(done, { note });
    },
    stop: () => {
      single.stop();
    },
  };
}

function lines(
  log: (text: string) => void,
  label: string,
  total: number,
  clock: () => number,
): Progress {
  let next = clock() + LINE_EVERY_MS;
  return {
    update: (done, note = '') => {
      if (clock() < next) return;
      next = clock() + LINE_EVERY_MS;
      log(`${label} ${done}/${total} ${note}`.trimEnd());
    },
    stop: () => undefined,
  };
}
