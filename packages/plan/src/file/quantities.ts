/** `500MB`, `2 GiB`, as a regular expression. */
export const SIZE_PATTERN = "^(\\d{1,12}(?:\\.\\d{1,12})?)\\s*(B|KB|MB|GB|TB|KiB|MiB|GiB|TiB)$";

/** `90s`, `1.5h`, as a regular expression. */
export const DURATION_PATTERN = "^(\\d{1,12}(?:\\.\\d{1,12})?)\\s*(ms|s|m|h|d)$";

const UNIT_BYTES: ReadonlyMap<string, number> = new Map([
  ["B", 1],
  ["KB", 1e3],
  ["MB", 1e6],
  ["GB", 1e9],
  ["TB", 1e12],
  ["KiB", 2 ** 10],
  ["MiB", 2 ** 20],
  ["GiB", 2 ** 30],
  ["TiB", 2 ** 40],
]);

const UNIT_MS: ReadonlyMap<string, number> = new Map([
  ["ms", 1],
  ["s", 1e3],
  ["m", 60e3],
  ["h", 3600e3],
  ["d", 86_400e3],
]);

/** The bytes of a text that {@link SIZE_PATTERN} matches. */
export function bytesOf(size: string): number {
  return quantity(size, SIZE_PATTERN, UNIT_BYTES);
}

/** The milliseconds of a text that {@link DURATION_PATTERN} matches. */
export function millisecondsOf(duration: string): number {
  return quantity(duration, DURATION_PATTERN, UNIT_MS);
}

function quantity(text: string, pattern: string, units: ReadonlyMap<string, number>): number {
  const [, amount, unit] = new RegExp(pattern, "u").exec(text) ?? [];
  const factor = units.get(unit ?? "");
  if (amount === undefined || factor === undefined) throw new Error(`not a quantity: ${text}`);
  return Math.round(Number(amount) * factor);
}
