export type StateOfMatter = 'solid' | 'liquid' | 'gas';

/** Something that melts and boils. */
export interface Substance {
  readonly name: string;
  /** Degrees Celsius, at ordinary pressure. */
  readonly meltsAt: number;
  readonly boilsAt: number;
  /** Loose: it lies in a container, is poured and mixed, and is not taken up by hand. */
  readonly isLoose: boolean;
}

export function substance(
  name: string,
  meltsAt: number,
  boilsAt: number,
  { isLoose = false }: { readonly isLoose?: boolean } = {},
): Substance {
  return { name, meltsAt, boilsAt, isLoose };
}

export function stateOf({ meltsAt, boilsAt }: Substance, celsius: number): StateOfMatter {
  if (celsius < meltsAt) return 'solid';
  return celsius < boilsAt ? 'liquid' : 'gas';
}
