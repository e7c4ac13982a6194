/**
 * The same function, remembering its latest results: at most `most`, and at least the last half of
 * that many, in two generations, so that forgetting costs nothing. Pages, titles and wishes come
 * again at every step of a search. Results are shared: they must not be changed.
 */
export function remembered<T>(compute: (text: string) => T, most: number): (text: string) => T {
  let recent = new Map<string, T>();
  let older = new Map<string, T>();
  return (text) => {
    const known = recent.get(text);
    if (known !== undefined) return known;
    const result = older.get(text) ?? compute(text);
    if (recent.size >= most / 2) {
      older = recent;
      recent = new Map();
    }
    recent.set(text, result);
    return result;
  };
}
