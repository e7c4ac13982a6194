/** A kind of living thing. */
export interface Species {
  readonly name: string;
  readonly kingdom: 'animal' | 'plant';
  /** From the earliest to the latest. */
  readonly stages: readonly string[];
  /** How long a stage lasts; a plant counts only the time in which it can grow. */
  readonly ticksPerStage: number;
  /** Typical years of life. */
  readonly lifespanYears: number;
}

export function stageOf({ stages, ticksPerStage }: Species, age: number): string {
  return stages[Math.min(stages.length - 1, Math.floor(age / ticksPerStage))]!;
}
