import { brush, creamJar, lipstick, nailPolish, pumpBottle, soap } from './beauty.ts';
import { dress, shirt, shorts, sweater, trousers } from './clothing.ts';
import {
  cable,
  headphones,
  keyboard,
  parcel,
  phoneCase,
  powerBank,
  speaker,
  waterBottle,
} from './devices.ts';
import type { Drawing, DrawingName } from './drawing.ts';
import { chocolate, jar, oilBottle, pouch, snackBag, tin } from './food.ts';
import { basket, chair, clock, lamp, petBed } from './furniture.ts';
import { backpack, collar, pump, sneaker, tote, watch } from './shoes-and-bags.ts';
import { candle, mug } from './tableware.ts';
import { curtain, cushion, rug, towel, yogaMat } from './textiles.ts';

export const DRAWINGS: Readonly<Record<DrawingName, Drawing>> = {
  backpack,
  basket,
  brush,
  cable,
  candle,
  chair,
  chocolate,
  clock,
  collar,
  'cream jar': creamJar,
  curtain,
  cushion,
  dress,
  headphones,
  jar,
  keyboard,
  lamp,
  lipstick,
  mug,
  'nail polish': nailPolish,
  'oil bottle': oilBottle,
  parcel,
  'pet bed': petBed,
  'phone case': phoneCase,
  pouch,
  'power bank': powerBank,
  pump,
  'pump bottle': pumpBottle,
  rug,
  shirt,
  shorts,
  'snack bag': snackBag,
  sneaker,
  soap,
  speaker,
  sweater,
  tin,
  tote,
  towel,
  trousers,
  watch,
  'water bottle': waterBottle,
  'yoga mat': yogaMat,
};
