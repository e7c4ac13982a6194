import { form, type Form } from '../world/form.ts';

const vessel = form({ isPortable: true, holds: 'in' });

/** Containers that can be carried, for liquids and loose things. */
export const VESSELS: readonly string[] = [
  'metal pot',
  'tin cup',
  'glass cup',
  'steel bowl',
  'ceramic mug',
  'glass jar',
  'copper kettle',
  'wooden bowl',
];

export const JARS: readonly string[] = ['jar 1', 'jar 2', 'jar 3', 'jar 4', 'jar 5'];
export const PAINT_CUPS: readonly string[] = [
  'paint cup 1',
  'paint cup 2',
  'paint cup 3',
  'paint cup 4',
  'paint cup 5',
  'paint cup 6',
];

export const VESSEL: Form = vessel;
export const BOX: Form = form({ holds: 'in' });
export const BOX_COLORS = ['red', 'green', 'blue', 'orange'] as const;
export const FLOWER_POT: Form = form({ holds: 'in', isPortable: true });
export const THERMOMETER: Form = form({ isPortable: true, isThermometer: true });

export const SURFACE: Form = form({ holds: 'on' });
export const CUPBOARD: Form = form({ holds: 'in', hasLid: true });

export const STOVE: Form = heater('on', 450, false);
export const OVEN: Form = heater('in', 260, true);
export const FURNACE: Form = heater('in', 1500, true);
export const BURNER: Form = heater('on', 600, false);
export const FRIDGE: Form = form({
  holds: 'in',
  hasLid: true,
  appliance: { kind: 'temperature', celsius: 4, hasSwitch: false },
});
export const FREEZER: Form = form({
  holds: 'in',
  hasLid: true,
  appliance: { kind: 'temperature', celsius: -30, hasSwitch: false },
});
export const SINK: Form = form({ holds: 'in', appliance: { kind: 'tap', hasSwitch: true } });

export const BATTERY: Form = form({
  isPortable: true,
  conducts: true,
  circuit: { kind: 'source', isRenewable: false, needs: 'nothing' },
});
export const SOLAR_PANEL: Form = form({
  conducts: true,
  circuit: { kind: 'source', isRenewable: true, needs: 'daylight' },
});
export const WIND_TURBINE: Form = form({
  conducts: true,
  circuit: { kind: 'source', isRenewable: true, needs: 'daylight' },
});
export const GENERATOR: Form = form({
  conducts: true,
  circuit: { kind: 'source', isRenewable: false, needs: 'switch' },
});
export const WIRE: Form = form({ isPortable: true, conducts: true, circuit: { kind: 'wire' } });
export const CONSUMER: Form = form({
  isPortable: true,
  conducts: true,
  circuit: { kind: 'consumer' },
});
export const SWITCH: Form = form({ isPortable: true, conducts: true, circuit: { kind: 'switch' } });

export const WIRES: readonly string[] = ['red wire', 'black wire', 'yellow wire'];
export const CONSUMERS: readonly string[] = [
  'red light bulb',
  'green light bulb',
  'blue light bulb',
  'electric motor',
  'electric buzzer',
];

const CONDUCTOR = form({ isPortable: true, conducts: true });
const INSULATOR = form({ isPortable: true });

/** Things of everyday materials, for trying whether they conduct, or just lying about. */
export const SAMPLES: readonly (readonly [name: string, form: Form])[] = [
  ['aluminium foil', CONDUCTOR],
  ['copper coin', CONDUCTOR],
  ['iron nail', CONDUCTOR],
  ['steel fork', CONDUCTOR],
  ['brass key', CONDUCTOR],
  ['plastic spoon', INSULATOR],
  ['wooden ruler', INSULATOR],
  ['rubber band', INSULATOR],
  ['bottle cork', INSULATOR],
  ['glass marble', INSULATOR],
];

export const NOTE: (text: string) => Form = (text) => form({ isPortable: true, text });

function heater(holds: 'in' | 'on', celsius: number, hasLid: boolean): Form {
  return form({ holds, hasLid, appliance: { kind: 'temperature', celsius, hasSwitch: true } });
}
