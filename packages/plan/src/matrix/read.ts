import type { JsonValue, SourceLocation } from "@fairline/core";
import { INVALID, locate } from "@fairline/yaml";
import type { Problem, Problems, SyntaxNode } from "@fairline/yaml";
import { checkName } from "../file/names.ts";
import type { Field } from "../file/stage-declaration.ts";
import type { Combination } from "./expand.ts";
import { valueLabel } from "./point.ts";

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
  const axes = new Map<string, readonly JsonValue[]>();
  for (const [axis, values] of Object.entries(rest)) {
    const { keyLocation: key, node } = locate(field.node, [axis], field.keyLocation);
    if (checkAxis(axis, values, { key, node }, problems)) axes.set(axis, values);
  }
  const included = readPoints("include", include, field, problems);
  const excluded = readPoints("exclude", exclude, field, problems);
  const isWhole = axes.size === Object.keys(rest).length;
  if (!checkFrom(from, field, problems) || !isWhole) return undefined;
  if (included === undefined || excluded === undefined) return undefined;
  return { field, from, axes, include: included, exclude: excluded };
}

/** Whether `from` is the name of a stage, there or not, or is left out. */
function checkFrom(
  from: JsonValue | undefined,
  { node }: Field,
  problems: Problems,
): from is string | undefined {
  if (from === undefined || typeof from === "string") return true;
  problems.error(locate(node, ["from"]).node.location, {
    code: "value-type",
    message: '"matrix.from" must be the name of a stage',
    hint: "Join one stage: `matrix: { from: train }`.",
  });
  return false;
}

/** Where an axis and its values stand. */
interface AxisLocation {
  readonly key: SourceLocation;
  readonly node: SyntaxNode;
}

/** Whether an axis has a name and a list of distinct values; whole numbers for the axis `seed`. */
function checkAxis(
  axis: string,
  values: JsonValue,
  { key, node }: AxisLocation,
  problems: Problems,
): values is readonly JsonValue[] {
  if (checkName(axis, "matrix axis", key, problems) === INVALID) return false;
  if (!isList(values)) {
    problems.error(node.location, {
      code: "value-type",
      message: `the axis "${axis}" must be a list of values`,
      hint: `Write ${axis}: [first, second].`,
    });
    return false;
  }
  if (values.length === 0) {
    problems.error(node.location, {
      code: "matrix-empty",
      message: `the axis "${axis}" has no values, so the stage would never run`,
      hint: "Give it at least one value, or remove the axis.",
    });
    return false;
  }
  const wrong = repeatedValue(axis, values) ?? (axis === "seed" ? wrongSeed(values) : undefined);
  if (wrong === undefined) return true;
  problems.error(locate(node, [wrong.index]).node.location, wrong.problem);
  return false;
}

/** What is wrong with one of the values of an axis. */
interface WrongValue {
  readonly index: number;
  readonly problem: Problem;
}

function repeatedValue(axis: string, values: readonly JsonValue[]): WrongValue | undefined {
  const labels = values.map(valueLabel);
  const seen = new Set<string>();
  const index = labels.findIndex((label) => seen.has(label) || !seen.add(label));
  if (index < 0) return undefined;
  const message = `the axis "${axis}" has the value ${labels[index]!} twice`;
  return { index, problem: { code: "name-duplicate", message, hint: "Remove one of them." } };
}

function wrongSeed(values: readonly JsonValue[]): WrongValue | undefined {
  const index = values.findIndex((value) => !Number.isSafeInteger(value) || Number(value) < 0);
  if (index < 0) return undefined;
  const problem = {
    code: "value-type",
    message: `a seed must be a whole number of at least 0, and is ${JSON.stringify(values[index])}`,
    hint: "The axis `seed` sets the stage's seed; rename the axis if it is something else.",
  } as const;
  return { index, problem };
}

/** The entries of `include` or `exclude`, each a map with at least one axis; undefined where one is wrong. */
function readPoints(
  key: "include" | "exclude",
  value: JsonValue | undefined,
  field: Field,
  problems: Problems,
): readonly Combination[] | undefined {
  if (value === undefined) return [];
  if (!isList(value)) {
    reportPoints(key, locate(field.node, [key]).node.location, problems);
    return undefined;
  }
  const points: Combination[] = [];
  let isValid = true;
  for (const [index, entry] of value.entries()) {
    const { node } = locate(field.node, [key, index]);
    if (isCombination(entry)) points.push(entry);
    else reportPoints(key, node.location, problems);
    for (const axis of isCombination(entry) ? Object.keys(entry) : []) {
      const { keyLocation } = locate(node, [axis]);
      if (checkName(axis, "matrix axis", keyLocation, problems) === INVALID) isValid = false;
    }
  }
  return isValid && points.length === value.length ? points : undefined;
}

function reportPoints(key: string, location: SourceLocation, problems: Problems): void {
  problems.error(location, {
    code: "value-type",
    message: `"matrix.${key}" must be a list of maps from axis to value`,
    hint: `Write ${key}: [{ axis: value }].`,
  });
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isCombination(value: JsonValue): value is Combination {
  const isMap = typeof value === "object" && value !== null && !isList(value);
  return isMap && Object.keys(value).length > 0;
}
