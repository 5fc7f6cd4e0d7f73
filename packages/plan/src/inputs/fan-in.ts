import type { Problems } from "@fairline/yaml";
import type { InputSource } from "./source.ts";
import type { PortUse } from "./port-kind.ts";

/** Whether a port that gets all points of a stage takes a list. */
export function checkFanIn(
  source: InputSource,
  { port, wanted, location }: PortUse,
  problems: Problems,
): boolean {
  const isFanIn = source.type === "stage" && source.selection.type === "all";
  if (!isFanIn || wanted === undefined || wanted.many === true) return true;
  problems.error(location, {
    code: "matrix-mismatch",
    message: `the input "${port}" takes one ${wanted.kind}, and "${source.text}" is one for every point`,
    hint: `Pick a point: "${source.stage}[axis=value].${source.port}".`,
  });
  return false;
}
