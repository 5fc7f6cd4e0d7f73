import type { Point } from "@fairline/core";

/** A matrix point for people: `seed=2,strength=0.3`, axes sorted; empty for no matrix. */
export function pointName(point: Point): string {
  const axes = Object.keys(point).sort();
  return axes.map((axis) => `${axis}=${valueName(point[axis])}`).join(",");
}

function valueName(value: Point[string] | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
