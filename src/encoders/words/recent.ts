/**
 * Remembers what a function gave for the texts it was asked for last: at least `most` of them and at
 * most twice as many, in two generations, which costs nothing where all is new.
 */
export function rememberRecent<T>(compute: (text: string) => T, most: number): (text: string) => T {
  let older = new Map<string, T>();
  let newer = new Map<string, T>();
  return (text) => {
    const known = newer.get(text);
    if (known !== undefined) return known;
    const value = older.get(text) ?? compute(text);
    newer.set(text, value);
    if (newer.size >= most) [older, newer] = [newer, new Map<string, T>()];
    return value;
  };
}
