import { FairlineError, type Point } from "@fairline/core";
import { pointLabel, varyingAxes, withoutSeed } from "./setting.ts";

/**
 * Chooses the setting that the others are compared with.
 *
 * Without a choice it is the one that switches mitigation off by the usual spellings, where exactly one does: every varying
 * value is 0, false, null, `none`, `off` or `no`. Otherwise no setting is preferred, and the first in order serves.
 *
 * @param points - Of all members.
 * @param chosen - Matrix values that the user asked for; a seed among them is ignored.
 * @returns Tells of a point without its seed whether it is the reference.
 * @throws FairlineError `PARAM_INVALID` where no point, or more than one, has the chosen values.
 */
export function findReference(
  points: readonly Point[],
  chosen: Point | undefined,
): (point: Point) => boolean {
  const settings = [
    ...new Map(points.map(withoutSeed).map((point) => [JSON.stringify(point), point])).values(),
  ];
  const axes = varyingAxes(settings);
  const wanted = chosen === undefined ? undefined : Object.entries(withoutSeed(chosen));
  const found = settings.filter((point) =>
    wanted === undefined
      ? axes.every((axis) => isOff(point[axis]))
      : wanted.every(([axis, value]) => JSON.stringify(point[axis]) === JSON.stringify(value)),
  );
  if (chosen !== undefined && found.length !== 1) {
    throw new FairlineError(
      "PARAM_INVALID",
      `parameter "reference" (${pointLabel(chosen)}) matches ${String(found.length)} settings of the matrix, not one`,
      { hint: `The settings are: ${settings.map(pointLabel).join("; ")}.` },
    );
  }
  const only = found.length === 1 ? JSON.stringify(found[0]) : undefined;
  return (point) => JSON.stringify(point) === only;
}

function isOff(value: Point[string] | undefined): boolean {
  if (typeof value === "string") return ["none", "off", "no"].includes(value.toLowerCase());
  return value === 0 || value === false || value === null;
}
