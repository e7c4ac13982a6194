/** Remembers what a function gave for the texts it was asked for last. */
export function rememberRecent<T>(compute: (text: string) => T, most: number): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) {
      // Put last again, so that the first is the one not asked for the longest.
      known.delete(text);
      known.set(text, found);
      return found;
    }
    const fresh = compute(text);
    if (known.size >= most) known.delete(known.keys().next().value!);
    known.set(text, fresh);
    return fresh;
  };
}
