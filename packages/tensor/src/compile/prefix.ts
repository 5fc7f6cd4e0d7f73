/** The record with `prefix/` before each name. */
export function prefixed<T>(
  prefix: string,
  record: Readonly<Record<string, T>>,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [`${prefix}/${name}`, value]),
  );
}

/** What has names that begin with `prefix/`. */
export function only<T>(prefix: string, record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(record).filter(([name]) => name.startsWith(`${prefix}/`)),
  );
}

/** What has names that begin with `prefix/`, without it. */
export function unprefixed<T>(
  prefix: string,
  record: Readonly<Record<string, T>>,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(only(prefix, record)).map(([name, value]) => [
      name.slice(prefix.length + 1),
      value,
    ]),
  );
}
