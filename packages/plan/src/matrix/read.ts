import { locate } from "@fairline/yaml";
import type { Problems } from "@fairline/yaml";
import type { JsonValue } from "@fairline/core";
import type { Field } from "../file/stage-declaration.ts";
import type { Combination } from "./combination.ts";
import { checkAxis } from "./axis.ts";
import { checkEntries } from "./entries.ts";

/** A `matrix:` with its values checked. */
export interface MatrixSource {
  readonly field: Field;
  /** The stage whose points it joins. */
  readonly from: string | undefined;
  readonly axes: ReadonlyMap<string, readonly JsonValue[]>;
  readonly include: readonly Combination[];
  readonly exclude: readonly Combination[];
}

/** Checks a matrix whose expressions are evaluated; undefined where something in it is wrong. */
export function readMatrix(
  field: Field,
  value: Combination,
  problems: Problems,
): MatrixSource | undefined {
  const { from, include, exclude, ...rest } = value;
  const before = problems.sorted("").length;
  const axes = new Map<string, readonly JsonValue[]>();
  for (const [axis, values] of Object.entries(rest)) {
    const located = locate(field.node, [axis]);
    const location = { key: located.keyLocation ?? field.keyLocation, node: located.node };
    if (checkAxis(axis, values, location, problems)) axes.set(axis, values);
  }
  const joined = readFrom(field, from, problems);
  const source = {
    field,
    from: joined,
    axes,
    include: checkEntries("include", include, field, problems),
    exclude: checkEntries("exclude", exclude, field, problems),
  };
  return problems.sorted("").length === before ? source : undefined;
}

function readFrom(
  field: Field,
  from: JsonValue | undefined,
  problems: Problems,
): string | undefined {
  if (from === undefined || typeof from === "string") return from;
  problems.error(locate(field.node, ["from"]).node.location, {
    code: "value-type",
    message: '"matrix.from" must be the name of a stage',
    hint: "Join one stage: `matrix: { from: train }`.",
  });
  return undefined;
}
