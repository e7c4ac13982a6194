export type OptionValue = number | boolean | string;

/** An option by name, as it is shown and parsed. Its kind is that of its default. */
export interface NamedOption {
  readonly name: string;
  readonly summary: string;
  readonly default: OptionValue;
}

/** Values by name; what is absent has its default. */
export type OptionValues = Readonly<Record<string, OptionValue>>;
