import { createRng, type Rng } from '../../../src/core/rng.ts';
import { form, type Form } from '../world/form.ts';
import type { Species } from '../world/species.ts';
import type { MovingParts, Thing, World } from '../world/world.ts';
import { ageAt, ANIMALS, CROPS, HOUSE_PLANTS, SPECIMENS } from './living.ts';
import * as objects from './objects.ts';
import { KITCHEN_REACTIONS } from './reactions.ts';
import { Builder } from './builder.ts';
import { DOORS, FIXTURES, ROOM_CELSIUS, ROOM_NAMES } from './rooms.ts';
import { LIQUIDS, liquidCalled, POWDERS, SOIL, SOLIDS, unknownStuff } from './substances.ts';

const SHARE_OF_CLOSED_DOORS = 0.25;

/** A laboratory by its number, from 0: the same for everybody, and each one furnished otherwise. */
export function buildLaboratory(laboratory: number): World {
  const rng = createRng('laboratory').fork(laboratory);
  const builder = new Builder(rng.fork('places'));
  furnish(builder);
  stockKitchen(builder, rng.fork('kitchen'));
  stockWorkshop(builder, rng.fork('workshop'));
  stockStudio(builder, rng.fork('studio'));
  stockGarden(builder, rng.fork('garden'));
  const agent = builder.put('agent', form({ kind: 'agent', holds: 'in' }), 'hallway');
  const doors = DOORS.map(([a, b]) => ({
    rooms: [builder.idOf(a), builder.idOf(b)] as const,
    isOpen: rng.next() >= SHARE_OF_CLOSED_DOORS,
  }));
  return {
    things: builder.things,
    doors,
    rooms: ROOM_NAMES.map((room) => builder.idOf(room)),
    agent,
    moving: movingParts(builder.things),
    time: 0,
    question: undefined,
    isOver: false,
  };
}

function movingParts(things: readonly Thing[]): MovingParts {
  const idsOf = (isWanted: (form: Form) => boolean) =>
    things.filter((thing) => isWanted(thing.form)).map(({ id }) => id);
  return {
    taps: idsOf(({ appliance }) => appliance?.kind === 'tap'),
    heaters: idsOf(({ appliance }) => appliance?.kind === 'temperature'),
    consumers: idsOf(({ circuit }) => circuit?.kind === 'consumer'),
    plants: idsOf(({ species }) => species?.kingdom === 'plant'),
  };
}

function furnish(builder: Builder): void {
  for (const room of ROOM_NAMES) {
    const roomCelsius = ROOM_CELSIUS[room] ?? 20;
    builder.put(room, form({ kind: 'room', holds: 'in', roomCelsius }), undefined);
    for (const [name, fixture] of FIXTURES[room]) builder.put(name, fixture, room);
  }
  for (const color of objects.BOX_COLORS) {
    builder.put(`${color} box`, objects.BOX, builder.anyRoom());
  }
  const rooms = ['kitchen', 'workshop', 'studio', 'washroom'] as const;
  builder.put('thermometer', objects.THERMOMETER, builder.spotIn(...rooms));
}

function stockKitchen(builder: Builder, rng: Rng): void {
  const vessels = rng.shuffle(objects.VESSELS);
  for (const vessel of vessels) builder.put(vessel, objects.VESSEL, builder.spotIn('kitchen'));
  rng
    .shuffle(LIQUIDS)
    .slice(0, 4)
    .forEach((liquid, index) => {
      builder.put(liquid.substance!.name, liquid, vessels[index]);
    });
  rng.shuffle(objects.JARS).forEach((jar, index) => {
    builder.put(jar, objects.VESSEL, builder.spotIn('kitchen', 'kitchen', 'washroom'));
    builder.put(POWDERS[index]!.substance!.name, POWDERS[index]!, jar);
  });
  for (const solid of rng.shuffle(SOLIDS).slice(0, 5)) {
    builder.put(solid.substance!.name, solid, builder.spotIn('kitchen', 'foundry', 'workshop'));
  }
  const recipes = KITCHEN_REACTIONS.map(
    ({ product, ingredients }) => `${product}: mix ${ingredients.join(' and ')}`,
  );
  const note = objects.NOTE(recipes.join('; '));
  builder.put('recipe note', note, builder.spotIn('kitchen', 'hallway'));
}

/** Each sample of unknown stuff has its own temperature, melting point and conductivity. */
function stockWorkshop(builder: Builder, rng: Rng): void {
  builder.put('battery', objects.BATTERY, builder.spotIn('workshop'));
  builder.put('switch', objects.SWITCH, builder.spotIn('workshop'));
  for (const wire of objects.WIRES) {
    builder.put(wire, objects.WIRE, builder.spotIn('workshop', 'workshop', 'hallway'));
  }
  for (const consumer of rng.shuffle(objects.CONSUMERS).slice(0, 3)) {
    builder.put(consumer, objects.CONSUMER, builder.spotIn('workshop'));
  }
  for (const [sample, itsForm] of rng.shuffle(objects.SAMPLES).slice(0, 6)) {
    builder.put(sample, itsForm, builder.spotIn('workshop', 'hallway', 'washroom'));
  }
  for (const letter of ['K', 'L', 'M', 'N', 'P', 'Q']) {
    const name = `unknown substance ${letter}`;
    const meltsAt = rng.pick([60, 110, 160, 210, 280, 350, 400]);
    const sample = unknownStuff(name, meltsAt, rng.next() < 0.5);
    const temperature = rng.pick([-20, -5, 35, 45, 55]);
    builder.put(name, sample, builder.spotIn('workshop', 'foundry', 'kitchen', 'studio'), {
      temperature,
    });
  }
}

function stockStudio(builder: Builder, rng: Rng): void {
  const cups = rng.shuffle(objects.PAINT_CUPS);
  const paints = ['red', 'yellow', 'blue'].map((color) => liquidCalled(`${color} paint`));
  cups.forEach((cup, index) => {
    const paint = paints[index % paints.length]!;
    builder.put(cup, objects.VESSEL, builder.spotIn('studio'));
    builder.put(paint.substance!.name, paint, cup);
  });
  builder.put('mixing bowl', objects.VESSEL, builder.spotIn('studio'));
}

function stockGarden(builder: Builder, rng: Rng): void {
  for (const pot of [1, 2, 3]) {
    const name = `flower pot ${pot}`;
    builder.put(name, objects.FLOWER_POT, builder.spotIn('greenhouse'));
    builder.put(`soil ${pot}`, SOIL, name);
  }
  for (const crop of rng.shuffle(CROPS).slice(0, 3)) {
    putLiving(builder, crop, crop.name, builder.spotIn('greenhouse', 'kitchen'), 0);
  }
  for (const plant of rng.shuffle(HOUSE_PLANTS).slice(0, 3)) {
    putLiving(builder, plant, plant.name, builder.spotIn('greenhouse', 'garden', 'hallway'), 3);
  }
  for (const animal of rng.shuffle(ANIMALS).slice(0, 4)) {
    putLiving(builder, animal, animal.name, 'garden', animal.stages.length - 1);
  }
  const species = rng.pick(SPECIMENS);
  const home = rng.pick(['garden', 'greenhouse', 'studio'] as const);
  rng.shuffle(species.stages.map((_, stage) => stage)).forEach((stage, index) => {
    putLiving(builder, species, `${species.name} ${index + 1}`, home, stage);
  });
}

function putLiving(
  builder: Builder,
  species: Species,
  name: string,
  into: string,
  stage: number,
): void {
  builder.put(name, form({ isPortable: true, species }), into, { age: ageAt(species, stage) });
}
