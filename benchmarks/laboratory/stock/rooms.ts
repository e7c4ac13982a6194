import type { Form } from '../world/form.ts';
import {
  BURNER,
  CUPBOARD,
  FREEZER,
  FRIDGE,
  FURNACE,
  GENERATOR,
  OVEN,
  SINK,
  SOLAR_PANEL,
  STOVE,
  SURFACE,
  WIND_TURBINE,
} from './objects.ts';

export const ROOM_NAMES = [
  'hallway',
  'kitchen',
  'washroom',
  'workshop',
  'greenhouse',
  'studio',
  'garden',
  'foundry',
] as const;

export type RoomName = (typeof ROOM_NAMES)[number];

export const DOORS: readonly (readonly [RoomName, RoomName])[] = [
  ['hallway', 'kitchen'],
  ['hallway', 'washroom'],
  ['hallway', 'workshop'],
  ['hallway', 'studio'],
  ['hallway', 'greenhouse'],
  ['kitchen', 'garden'],
  ['greenhouse', 'garden'],
  ['workshop', 'foundry'],
];

/** Degrees Celsius; 20 where nothing is said. */
export const ROOM_CELSIUS: Readonly<Partial<Record<RoomName, number>>> = {
  garden: 12,
  foundry: 24,
};

/** What stands in every room, and is never moved. */
export const FIXTURES: Readonly<
  Record<RoomName, readonly (readonly [name: string, form: Form])[]>
> = {
  hallway: [['bench', SURFACE]],
  kitchen: [
    ['kitchen table', SURFACE],
    ['counter', SURFACE],
    ['cupboard', CUPBOARD],
    ['stove', STOVE],
    ['oven', OVEN],
    ['fridge', FRIDGE],
    ['freezer', FREEZER],
    ['sink', SINK],
  ],
  washroom: [
    ['basin', SINK],
    ['cabinet', CUPBOARD],
  ],
  workshop: [
    ['workbench', SURFACE],
    ['tool chest', CUPBOARD],
    ['gas generator', GENERATOR],
  ],
  greenhouse: [
    ['potting table', SURFACE],
    ['garden sink', SINK],
  ],
  studio: [
    ['easel table', SURFACE],
    ['shelf', SURFACE],
  ],
  garden: [
    ['picnic table', SURFACE],
    ['solar panel', SOLAR_PANEL],
    ['wind turbine', WIND_TURBINE],
  ],
  foundry: [
    ['blast furnace', FURNACE],
    ['gas burner', BURNER],
    ['steel rack', SURFACE],
  ],
};
