import type { Species } from './species.ts';
import type { Substance } from './substance.ts';

/** What a machine does while it is on; one without a switch is always on. */
export type Appliance =
  | { readonly kind: 'temperature'; readonly celsius: number; readonly hasSwitch: boolean }
  | { readonly kind: 'tap'; readonly hasSwitch: true };

/** What a thing is in an electric circuit. */
export type CircuitRole =
  | {
      readonly kind: 'source';
      readonly isRenewable: boolean;
      readonly needs: 'nothing' | 'daylight' | 'switch';
    }
  | { readonly kind: 'consumer' }
  | { readonly kind: 'switch' }
  | { readonly kind: 'wire' };

/** What about a thing never changes. */
export interface Form {
  readonly kind: 'room' | 'agent' | 'thing';
  readonly isPortable: boolean;
  /** Whether other things can be in it or on it. */
  readonly holds: 'in' | 'on' | undefined;
  readonly hasLid: boolean;
  readonly appliance: Appliance | undefined;
  readonly circuit: CircuitRole | undefined;
  readonly conducts: boolean;
  readonly substance: Substance | undefined;
  readonly species: Species | undefined;
  readonly isSoil: boolean;
  readonly isThermometer: boolean;
  /** What is written on it. */
  readonly text: string | undefined;
  /** Of a room: the temperature that things in it come to, in degrees Celsius. */
  readonly roomCelsius: number;
}

const PLAIN: Form = {
  kind: 'thing',
  isPortable: false,
  holds: undefined,
  hasLid: false,
  appliance: undefined,
  circuit: undefined,
  conducts: false,
  substance: undefined,
  species: undefined,
  isSoil: false,
  isThermometer: false,
  text: undefined,
  roomCelsius: 20,
};

export function form(traits: Partial<Form>): Form {
  return Object.freeze({ ...PLAIN, ...traits });
}
