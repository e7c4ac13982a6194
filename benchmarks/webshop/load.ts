import { createRng } from '../../src/core/rng.ts';
import type { LoadOptions, TaskSet } from '../../src/core/benchmark.ts';
import { InputError } from '../../src/core/errors.ts';
import type { NamedOption, OptionValue } from '../../src/core/named-option.ts';
import { ImageStore } from '../../src/store/image-store.ts';
import { ProductPictures } from './generated/product-pictures.ts';
import { openCatalogue } from './open-catalogue.ts';
import { parseGoal } from './goals/goal-json.ts';
import type { Goal } from './goals/goal.ts';
import { splitGoals } from './goals/splits.ts';
import { shopHindsight } from './hindsight.ts';
import { groupOfProduct, type ShopSettings, type ShopTask } from './task.ts';

export const OPTIONS = [
  { name: 'goals', summary: 'synthetic or human, as the data has them', default: 'synthetic' },
  {
    name: 'observation',
    summary: 'text_rich or text; the embedded shopper and reward read text_rich',
    default: 'text_rich',
  },
  {
    name: 'nouns',
    summary: 'how nouns of a title are found where the data does not say: tagger or alphabetic',
    default: 'tagger',
  },
  {
    name: 'pictures',
    summary: 'a folder for the drawn pictures of the generated shop, to show them on its pages',
    default: '',
  },
  {
    name: 'colors',
    summary:
      'named, or pictured: colours of the generated shop have style numbers, seen in pictures only',
    default: 'named',
  },
  { name: 'strictQuirks', summary: "keep also what is plainly the original's bug", default: true },
] as const satisfies readonly NamedOption[];

const CHOICES = {
  goals: ['synthetic', 'human'],
  observation: ['text_rich', 'text'],
  nouns: ['tagger', 'alphabetic'],
  colors: ['named', 'pictured'],
} as const;

/** The part of the products with synthetic goals that serves for testing only. */
const TEST_SHARE = 0.35;
/** A product with many options has hundreds of goals; these many of each are in a split. */
const GOALS_PER_PRODUCT = { test: 2, train: 4 } as const;

/** The goals of a shop: of the user's data, or of the generated catalogue. */
export async function loadTasks({ data, options = {} }: LoadOptions): Promise<TaskSet<ShopTask>> {
  const kind = chosen('goals', options['goals']);
  const pictures = picturesIn(options['pictures'], data);
  const colors = chosen('colors', options['colors']);
  if (colors !== 'named') requireGenerated('colors', data);
  const { catalogue, goals, warnings = [] } = await openCatalogue(data, kind, colors);
  const settings: ShopSettings = {
    catalogue,
    observationMode: chosen('observation', options['observation']),
    nouns: chosen('nouns', options['nouns']),
    strictQuirks: options['strictQuirks'] !== false,
    pictures,
  };
  const { splits, isTest } = kind === 'human' ? publishedSplits(goals) : splitByProduct(goals);
  const taskFor = (goal: Goal, id: string): ShopTask => ({
    id,
    intent: goal.instructionText,
    goal,
    settings,
    isTest: isTest(goal.asin),
  });
  const tasks = goals.map((goal, index) => taskFor(goal, String(index)));
  return {
    tasks,
    splits,
    warnings,
    find: (reference) => (/^\d+$/.test(reference) ? tasks[Number(reference)] : undefined),
    fromGoal: (json) => taskFor(parseGoal(json), 'goal'),
    hindsight: shopHindsight(
      catalogue,
      (goal) => taskFor(goal, `bought-${goal.asin}`),
      (asin) => groupOfProduct(asin, isTest(asin)),
    ),
  };
}

interface Splits {
  readonly splits: Readonly<Record<'test' | 'dev' | 'train', readonly number[]>>;
  /** Whether a product serves for testing only. */
  readonly isTest: (asin: string) => boolean;
}

/** As published; goals of a product that is in the test split are left out of the others. */
function publishedSplits(goals: readonly Goal[]): Splits {
  const { test, dev, train } = splitGoals(goals.length);
  const tested = new Set(test.map((index) => goals[index]!.asin));
  const isOpen = (index: number) => !tested.has(goals[index]!.asin);
  return {
    splits: { test, dev: dev.filter(isOpen), train: train.filter(isOpen) },
    isTest: (asin) => tested.has(asin),
  };
}

/** Synthetic goals have no published splits: whole products are set aside, by their ASIN alone. */
function splitByProduct(goals: readonly Goal[]): Splits {
  const isTest = (asin: string) => createRng(`test product ${asin}`).next() < TEST_SHARE;
  const splits: Record<'test' | 'dev' | 'train', number[]> = { test: [], dev: [], train: [] };
  const taken = new Map<string, number>();
  goals.forEach(({ asin }, index) => {
    const split = isTest(asin) ? 'test' : 'train';
    const before = taken.get(asin) ?? 0;
    if (before < GOALS_PER_PRODUCT[split]) splits[split].push(index);
    taken.set(asin, before + 1);
  });
  return { splits, isTest };
}

function picturesIn(
  folder: OptionValue | undefined,
  data: string | undefined,
): ProductPictures | undefined {
  if (folder === undefined || folder === '') return undefined;
  requireGenerated('pictures', data);
  return new ProductPictures(new ImageStore(String(folder)));
}

function requireGenerated(field: string, data: string | undefined): void {
  if (data === undefined) return;
  throw new InputError({
    place: { option: '--benchmark-option', field },
    problem: 'only the generated shop has drawn pictures',
    remedy: 'Leave out --data, or shop in the browser',
  });
}

function chosen<K extends keyof typeof CHOICES>(
  name: K,
  value: OptionValue | undefined,
): (typeof CHOICES)[K][number] {
  const choices: readonly string[] = CHOICES[name];
  if (value === undefined) return CHOICES[name][0];
  if (typeof value === 'string' && choices.includes(value)) {
    return value as (typeof CHOICES)[K][number];
  }
  throw new InputError({
    place: { option: '--benchmark-option', field: name },
    problem: `"${String(value)}" is not one of its values`,
    remedy: `Give one of ${choices.join(', ')}`,
  });
}
