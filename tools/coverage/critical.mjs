import { criticalValues } from "../../packages/numeric/dist/index.js";

const known = new Map();

/** Critical values depend on the shapes of the families alone; they are computed once for all sets. */
export function criticalFor(families, level) {
  const key = JSON.stringify([level, families.map(({ kind, groups }) => [kind, groups])]);
  if (!known.has(key)) known.set(key, criticalValues(families, level));
  return known.get(key);
}
