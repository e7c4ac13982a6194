/** One variation of a task, with what is made easier in it. */
export interface Episode {
  /** Such as `boil`. */
  readonly task: string;
  readonly variation: number;
  /** Labels joined by commas without blanks, such as `easy`; none if empty. */
  readonly simplifications: string;
}

/** What the simulator says of where it stands. The first field is for all, the rest is not. */
export interface Reply {
  readonly text: string;
  /** -1 when the task has failed, else 0 to 1. */
  readonly score: number;
  /** All that had to be done is done. A task that has failed is not completed. */
  readonly isCompleted: boolean;
  /** Ticks of the simulated clock. Looking takes none, waiting takes many. */
  readonly ticks: number;
}

/** How an episode begins. */
export interface Opening extends Reply {
  readonly taskDescription: string;
}

/** A running ScienceWorld, with one episode at a time in it. After an error it cannot be used. */
export interface Simulator {
  /** Begins an episode. `text` is what `look around` answers. */
  load(episode: Episode): Promise<Opening>;
  step(action: string): Promise<Reply>;
  /** What the simulator itself would accept: oracle data. */
  validActions(): Promise<readonly string[]>;
  /** Resolves, with the reason, when it is gone. */
  readonly gone: Promise<string>;
  close(): void;
}

/** The simulator is gone or does not answer; what it was asked may be asked of another one. */
export class SimulatorLost extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'SimulatorLost';
  }
}
