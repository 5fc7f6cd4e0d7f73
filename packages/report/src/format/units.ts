import type { MetricUnit } from "@fairline/metrics";

/** The unit of an axis or a column: `%`, `points`; empty for a plain number. */
function unitName(unit: MetricUnit): string {
  switch (unit) {
    case "rate":
      return "%";
    case "points":
      return "points";
    case "number":
      return "";
  }
}

/** A name with the unit that it counts in: `accuracy, %`. */
export function withUnit(name: string, unit: MetricUnit): string {
  const counted = unitName(unit);
  return counted === "" ? name : `${name}, ${counted}`;
}

/** The unit as it follows a number, after a space that does not break; empty for a plain number. */
export function unitSuffix(unit: MetricUnit): string {
  const name = unitName(unit);
  return name === "" ? "" : `\u00a0${name}`;
}
