/** The name of the rows whose value is missing. */
export const MISSING = "(missing)";

/** What stands between the values of an intersection, and between the columns that make it. */
const SEPARATOR = " × ";

/**
 * The name of a group for people: its value, or its values with ` × ` between them, `Female × Black`; `(missing)` for a value
 * that is missing. Also names an intersection by its columns: `sex × race`.
 *
 * Different values have different names: a value is in quotation marks, as JSON has them, where it would be taken for something
 * else, that is where it begins with one or is `(missing)`, and in an intersection where it holds the sign ×.
 *
 * @param values - One or more; null where missing.
 */
export function groupName(values: readonly (string | null)[]): string {
  const isCrossed = values.length > 1;
  return values
    .map((value) => (value === null ? MISSING : plain(value, isCrossed)))
    .join(SEPARATOR);
}

function plain(value: string, isCrossed: boolean): string {
  const isTaken = value === MISSING || value.startsWith('"');
  return isTaken || (isCrossed && value.includes(SEPARATOR.trim())) ? JSON.stringify(value) : value;
}
