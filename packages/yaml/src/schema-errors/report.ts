import { nameHint, nearestName } from "@fairline/core";
import type { DiagnosticCode, JsonValue, SourceLocation } from "@fairline/core";
import { z } from "zod";
import { INVALID } from "../diagnostics/problems.ts";
import type { Invalid, ProblemLocation, Problems } from "../diagnostics/problems.ts";
import { locate, partOf } from "../nodes/node.ts";
import type { SyntaxNode } from "../nodes/node.ts";
import { choiceWords, expectation, shown } from "./expectation.ts";
import { keysAt } from "./keys.ts";
import { pathKey, pathText, valueAt } from "./path.ts";
import type { Path } from "./path.ts";
import { likelyOption } from "./union.ts";

type Issue = z.core.$ZodIssue;

/** A value that a schema refused, and how to speak of it. */
export interface RefusedValue {
  readonly schema: z.core.$ZodType;
  readonly value: JsonValue;
  /** Where the value is written. */
  readonly node: SyntaxNode;
  /** What has the keys: "train/mlp", "a stage". */
  readonly owner: string;
  /** What a key is called: "parameter" or "key". */
  readonly noun: "parameter" | "key";
  /** Where a missing key is reported, if it is a direct one. */
  readonly ownerLocation: ProblemLocation;
  /** What comes before the value's own keys in names: `with` → nothing, `resources` → "resources". */
  readonly prefix?: string;
  /**
   * For a value that is computed for each matrix point: the instance that a part of it is so at, or undefined for a part
   * that is the same at all of them.
   */
  readonly instanceOf?: ((part: SyntaxNode) => string | undefined) | undefined;
}

/** Turns what a schema found into problems: one a mistake, each at its key or value. */
export function reportIssues(
  issues: readonly Issue[],
  refused: RefusedValue,
  problems: Problems,
): Invalid {
  const flat = issues.flatMap((issue) => resolveUnions(issue, refused));
  const renamed = new Set(flat.flatMap((issue) => misspeltKeys(issue, refused)));
  for (const issue of flat) {
    if (issue.code === "unrecognized_keys") reportUnknown(issue, refused, problems);
    else if (!isMissing(issue, refused)) reportInvalid(issue, refused, problems);
    else if (!renamed.has(pathKey(issue.path))) reportMissing(issue.path, refused, problems);
  }
  return INVALID;
}

function resolveUnions(issue: Issue, refused: RefusedValue): readonly Issue[] {
  if (issue.code !== "invalid_union" || isMissing(issue, refused)) return [issue];
  const inner = likelyOption(issue.errors, valueAt(refused.value, issue.path));
  if (inner === undefined) return [issue];
  return inner.flatMap((one) =>
    resolveUnions({ ...one, path: [...issue.path, ...one.path] }, refused),
  );
}

/** The missing keys that misspelt ones stand for: to report both would be to report one mistake twice. */
function misspeltKeys(issue: Issue, { schema }: RefusedValue): readonly string[] {
  if (issue.code !== "unrecognized_keys") return [];
  const valid = keysAt(schema, issue.path);
  return issue.keys
    .map((key) => nearestName(key, valid))
    .filter((name) => name !== undefined)
    .map((name) => pathKey([...issue.path, name]));
}

function isMissing(issue: Issue, { value }: RefusedValue): boolean {
  const isAboutValue = ["invalid_type", "invalid_value", "invalid_union"].includes(issue.code);
  return isAboutValue && issue.path.length > 0 && valueAt(value, issue.path) === undefined;
}

function reportUnknown(
  { keys, path }: Issue & { code: "unrecognized_keys" },
  refused: RefusedValue,
  problems: Problems,
): void {
  const { owner, noun } = refused;
  const valid = keysAt(refused.schema, path);
  for (const key of keys) {
    const { keyLocation } = locate(refused.node, [...path, key]);
    if (valid.includes(key)) reportExcluded([...path, key], keyLocation, refused, problems);
    else {
      problems.error(keyLocation, {
        code: noun === "parameter" ? "param-unknown" : "key-unknown",
        message: `${owner} has no ${noun} ${JSON.stringify(pathText([...path, key], ""))}`,
        hint: nameHint(key, valid, `${noun}s`),
      });
    }
  }
}

/** For a key that is known there, but not together with the others that are given: each is an option of its own. */
function reportExcluded(
  path: Path,
  at: SourceLocation,
  refused: RefusedValue,
  problems: Problems,
): void {
  const siblings = Object.keys(valueAt(refused.value, path.slice(0, -1)) ?? {});
  const others = siblings.filter((name) => name !== path.at(-1));
  problems.error(at, {
    code: codeOf(refused, "value-type"),
    message: `${quoted(path, refused)} cannot be combined with ${choiceWords(others)}`,
    hint: "Write each of them as an entry of its own.",
  });
}

function reportMissing(path: Path, refused: RefusedValue, problems: Problems): void {
  const { owner, noun, ownerLocation } = refused;
  const { keyLocation } = locate(refused.node, path.slice(0, -1));
  problems.error(path.length === 1 ? ownerLocation : keyLocation, {
    code: codeOf(refused, "key-missing"),
    message: `${owner} needs the ${noun} ${JSON.stringify(pathText(path, ""))}`,
    hint: `Add \`${String(path.at(-1))}:\`.`,
  });
}

function reportInvalid(issue: Issue, refused: RefusedValue, problems: Problems): void {
  const value = valueAt(refused.value, issue.path);
  const { node } = locate(refused.node, issue.path);
  const { place, hint } = customDetails(issue);
  const { text, isRequirement } = requirement(issue, refused, value);
  const found = !isRequirement || value === undefined ? "" : `, and is ${shown(value)}`;
  const instance = refused.instanceOf?.(node);
  const problem = {
    code: codeOf(refused, "value-type"),
    message: `${quoted(issue.path, refused)}${text}${found}${instance === undefined ? "" : ` at ${instance}`}`,
    hint: hint ?? suggestion(issue, refused, value),
  };
  const location = (place && locationOfPart(node, value, place)) ?? node.location;
  if (refused.instanceOf === undefined) problems.error(location, problem);
  else problems.errorAtPoints(location, problem);
}

/** What a schema may say besides, by the `params` of a custom issue: the part of a text that it refuses, and a hint. */
const details = z.object({
  place: z.object({ offset: z.int().min(0), length: z.int().min(1) }).optional(),
  hint: z.string().optional(),
});

function customDetails(issue: Issue): z.output<typeof details> {
  if (issue.code !== "custom") return {};
  return details.safeParse(issue.params).data ?? {};
}

/** The part of a text, where the file has the text as it is. */
function locationOfPart(
  node: SyntaxNode,
  value: JsonValue | undefined,
  { offset, length }: { readonly offset: number; readonly length: number },
): SourceLocation | undefined {
  if (node.type !== "scalar" || node.value !== value) return undefined;
  const start = node.source.indexOf(String(value));
  return start < 0 ? undefined : partOf(node.location, start + offset, length);
}

/** What is wrong, as it follows the name: a requirement, " must be …", or a sentence of the schema's author. */
function requirement(
  issue: Issue,
  refused: RefusedValue,
  value: JsonValue | undefined,
): { readonly text: string; readonly isRequirement: boolean } {
  const expected =
    issue.code === "invalid_union"
      ? unionExpectation(issue, refused, value)
      : expectation(issue, value);
  if (expected !== undefined) return { text: ` must be ${expected}`, isRequirement: true };
  const isRequirement = issue.message.startsWith("must ");
  return { text: isRequirement ? ` ${issue.message}` : `: ${issue.message}`, isRequirement };
}

/** The nearest valid word to a text, or the nearest valid key to those of a map. */
function suggestion(
  issue: Issue,
  { schema }: RefusedValue,
  value: JsonValue | undefined,
): string | undefined {
  const near = (names: readonly string[], valid: readonly string[]): string | undefined =>
    names.map((name) => nearestName(name, valid)).find((name) => name !== undefined);
  const name =
    typeof value === "string"
      ? near([value], acceptedWords(issue))
      : issue.code === "invalid_union" && typeof value === "object"
        ? near(Object.keys(value ?? {}), keysAt(schema, issue.path))
        : undefined;
  return name === undefined ? undefined : `Did you mean ${JSON.stringify(name)}?`;
}

/** What a value may be where no option of a union comes near. */
function unionExpectation(
  issue: Issue & { code: "invalid_union" },
  { schema }: RefusedValue,
  value: JsonValue | undefined,
): string {
  const words = acceptedWords(issue);
  const keys = keysAt(schema, issue.path);
  const others = issue.errors
    .flat()
    .filter(({ code, path }) => code !== "invalid_value" && path.length === 0)
    .map((one) => expectation(one, value))
    .filter((one) => one !== undefined && (one !== "a map" || keys.length === 0));
  const options = [
    ...(words.length === 0 ? [] : [choiceWords(words)]),
    ...new Set(others),
    ...(keys.length === 0 ? [] : [`a map with one of ${keys.join(", ")}`]),
  ];
  return options.length === 0 ? "something else" : options.join(", or ");
}

/** The words that would have been accepted. */
function acceptedWords(issue: Issue): readonly string[] {
  if (issue.code === "invalid_value")
    return issue.values.filter((value) => typeof value === "string");
  return issue.code === "invalid_union" ? issue.errors.flat().flatMap(acceptedWords) : [];
}

function codeOf({ noun }: RefusedValue, otherwise: DiagnosticCode): DiagnosticCode {
  return noun === "parameter" ? "param-invalid" : otherwise;
}

/** The quoted name of a part of the value; the owner for the value as a whole. */
function quoted(path: Path, { prefix = "", owner }: RefusedValue): string {
  const name = pathText(path, prefix);
  return name === "" ? owner : JSON.stringify(name);
}
