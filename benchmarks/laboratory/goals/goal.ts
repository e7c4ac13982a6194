/** Two boxes of which one is the answer. */
export interface BoxChoice {
  /** Where it goes when the question is answered with yes. */
  readonly yes: string;
  readonly no: string;
}

/** A number is to be found out, to say whether it is above another one. */
export interface Measurement {
  readonly thing: string;
  /** What it is compared with, in degrees Celsius. */
  readonly celsius: number;
  readonly boxes: BoxChoice;
}

export type StateChange = 'boil' | 'melt' | 'freeze';
export type Category = 'animal' | 'plant' | 'living thing' | 'non-living thing';

/** What a task asks for: all that its intent says, and nothing that has to be found out. */
export type Goal =
  | { readonly kind: 'change-state'; readonly change: StateChange; readonly substance: string }
  | ({ readonly kind: 'measure-temperature' } & Measurement)
  | ({ readonly kind: 'measure-melting-point' } & Measurement)
  | { readonly kind: 'power'; readonly consumer: string; readonly isRenewable: boolean }
  | { readonly kind: 'test-conductivity'; readonly thing: string; readonly boxes: BoxChoice }
  | { readonly kind: 'find'; readonly category: Category; readonly box: string }
  | { readonly kind: 'grow'; readonly plant: string }
  | { readonly kind: 'life-stages'; readonly species: string }
  | { readonly kind: 'lifespan'; readonly which: 'longest' | 'shortest' }
  | {
      readonly kind: 'make';
      readonly product: string;
      /** What has to be made, and focused on, on the way. */
      readonly via: string | undefined;
    };

export type GoalOf<Kind extends Goal['kind']> = Extract<Goal, { readonly kind: Kind }>;

export const TARGET_STATE = { boil: 'gas', melt: 'liquid', freeze: 'solid' } as const;

/** Equal for goals that ask for the same. */
export function goalKey(goal: Goal): string {
  return JSON.stringify(goal);
}
