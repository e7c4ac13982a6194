import { InvalidArgumentError } from 'commander';

/** Parsers for option values. Commander names the option in the error that these throw. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`Give a whole number of at least ${least}.`);
  };
}

export function nonNegativeNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value >= 0) return value;
  throw new InvalidArgumentError('Give a number of at least 0.');
}

/** `0.1,0.9`: two shares in ascending order. */
export function range(text: string): [number, number] {
  const parts = text.split(',');
  const [low, high] = parts.map(nonNegativeNumber);
  if (parts.length === 2 && low! < high! && high! <= 1) return [low!, high!];
  throw new InvalidArgumentError(
    'Give two numbers from 0 to 1 in ascending order, such as 0.1,0.9.',
  );
}

/** `0.25,2`: US dollars for a million prompt tokens and a million completion tokens. */
export function tokenPrice(text: string): [number, number] {
  const parts = text.split(',');
  if (parts.length !== 2) throw new InvalidArgumentError('Give two prices, such as 0.25,2.');
  return [nonNegativeNumber(parts[0]!), nonNegativeNumber(parts[1]!)];
}

/** `0.5,1,1.5`: one or more numbers. */
export function numberList(text: string): number[] {
  return text.split(',').map(nonNegativeNumber);
}

/** A part of a whole, 0 to 1. */
export function share(text: string): number {
  const value = nonNegativeNumber(text);
  if (value <= 1) return value;
  throw new InvalidArgumentError('Give a number from 0 to 1.');
}
