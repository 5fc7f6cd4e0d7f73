import type { StageMetric } from "@fairline/core";
import { locate } from "@fairline/yaml";
import type { Problems } from "@fairline/yaml";
import type { ReadGate } from "./read.ts";

/** Whether the limits of a gate lie in the range of its metric, and on the side where a limit makes sense. */
export function checkSense(
  { fields, node }: ReadGate,
  { name, range, limit }: StageMetric,
  problems: Problems,
): boolean {
  const wrong = (key: "min" | "max", message: string, hint: string): false => {
    problems.error(locate(node, [key]).node.location, {
      code: "gate-limit-senseless",
      message,
      hint,
    });
    return false;
  };
  const [least, greatest] = range;
  for (const key of ["min", "max"] as const) {
    const value = fields[key];
    if (value === undefined) continue;
    if (limit !== null && limit !== key) {
      const better = limit === "max" ? "smaller" : "larger";
      return wrong(
        key,
        `the gate "${fields.name}" sets a ${key} on ${name}, of which a ${better} one is better`,
        `Write \`${limit}:\`.`,
      );
    }
    if (value < least || value > greatest) {
      const isKept = key === "min" ? value < least : value > greatest;
      return wrong(
        key,
        `${isKept ? "nothing could fail" : "nothing could pass"} the gate "${fields.name}": its ${key} ${String(value)} is outside the range of ${name}, ${rangeWords(range)}`,
        `Give a limit within ${rangeWords(range)}${value > 1 && value <= 100 && greatest === 1 ? "; a percentage is a share of 1: 5 % is 0.05" : ""}.`,
      );
    }
  }
  return true;
}

function rangeWords([least, greatest]: StageMetric["range"]): string {
  return greatest === Infinity
    ? `${String(least)} and more`
    : `${String(least)} to ${String(greatest)}`;
}
