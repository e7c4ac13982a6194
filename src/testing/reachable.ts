export interface Reachable {
  /** How one gets there, such as `branching.clone`. */
  readonly path: string;
  readonly value: unknown;
}

/**
 * Everything that code holding `root` could read by property access: own and inherited
 * properties, at any depth. Getters are read. Built-in prototypes are left out.
 */
export function reachableFrom(root: object): Reachable[] {
  const found: Reachable[] = [];
  const seen = new Set<unknown>();
  const pending: Reachable[] = [{ path: '', value: root }];
  for (const { path, value } of pending) {
    if (seen.has(value)) continue;
    if ((typeof value !== 'object' || value === null) && typeof value !== 'function') continue;
    seen.add(value);
    for (const [name, property] of propertiesOf(value)) {
      const next = { path: path === '' ? name : `${path}.${name}`, value: property };
      found.push(next);
      pending.push(next);
    }
  }
  return found;
}

function* propertiesOf(holder: object): Generator<[name: string, value: unknown]> {
  for (
    let owner: object | null = holder;
    owner !== null && !isBuiltIn(owner);
    owner = Object.getPrototypeOf(owner) as object | null
  ) {
    for (const name of Reflect.ownKeys(owner)) {
      let value: unknown;
      try {
        value = Reflect.get(owner, name, holder);
      } catch {
        // A getter that throws gives nothing away.
        continue;
      }
      yield [String(name), value];
    }
  }
}

function isBuiltIn(owner: object): boolean {
  return owner === Object.prototype || owner === Function.prototype || owner === Array.prototype;
}
