import { nameHint, nearestName, type JsonValue } from "@fairline/core";
import { z } from "zod";
import type { DiagnosticCode } from "../diagnostics/diagnostic.ts";
import { isConstant } from "../expression/template.ts";
import type { Problems } from "../diagnostics/problems.ts";
import { locate, type NodePlace, type SyntaxNode } from "../yaml/syntax.ts";
import { choiceWords, expectation, shown } from "./expectation.ts";
import { keysAt } from "./keys.ts";
import { meantOption } from "./union.ts";

type Issue = z.core.$ZodIssue;

/** A value that a schema refused, and how to speak of it. */
export interface Checked {
  readonly schema: z.core.$ZodType;
  readonly value: JsonValue;
  /** Where the value is written. */
  readonly node: SyntaxNode;
  /** What has the keys: "train/mlp", "a stage". */
  readonly owner: string;
  /** What a key is called: "parameter" or "key". */
  readonly noun: "parameter" | "key";
  /** Where a missing key is reported, if it is a direct one. */
  readonly home: NodePlace;
  /** What comes before the value's own keys in names: `with` → nothing, `resources` → "resources". */
  readonly prefix?: string;
  /** The instance at which the value is so, where it depends on the matrix. */
  readonly instance?: string | undefined;
}

/** Turns what a schema found into problems: one a mistake, each at its key or value. */
export function reportIssues(issues: readonly Issue[], checked: Checked, problems: Problems): void {
  const flat = issues.flatMap((issue) => resolveUnions(issue, checked));
  const renamed = new Set(flat.flatMap((issue) => meantKeys(issue, checked)));
  for (const issue of flat) {
    if (issue.code === "unrecognized_keys") reportUnknown(issue, checked, problems);
    else if (!isMissing(issue, checked)) reportInvalid(issue, checked, problems);
    else if (!renamed.has(pathKey(issue.path))) reportMissing(issue.path, checked, problems);
  }
}

function resolveUnions(issue: Issue, checked: Checked): readonly Issue[] {
  if (issue.code !== "invalid_union" || isMissing(issue, checked)) return [issue];
  const meant = meantOption(issue.errors, valueAt(checked.value, issue.path));
  return (meant ?? [undefined]).flatMap((inner) =>
    inner === undefined
      ? [issue]
      : resolveUnions({ ...inner, path: [...issue.path, ...inner.path] }, checked),
  );
}

/** The missing keys that misspelt ones stand for: reporting both would tell one mistake twice. */
function meantKeys(issue: Issue, { schema }: Checked): readonly string[] {
  if (issue.code !== "unrecognized_keys") return [];
  const valid = keysAt(schema, issue.path);
  return issue.keys
    .map((key) => nearestName(key, valid))
    .filter((name) => name !== undefined)
    .map((name) => pathKey([...issue.path, name]));
}

function reportUnknown(
  { keys, path }: Issue & { code: "unrecognized_keys" },
  checked: Checked,
  problems: Problems,
): void {
  const valid = keysAt(checked.schema, path);
  const inner = { owner: checked.owner };
  for (const key of keys) {
    const { node, keyPlace } = locate(checked.node, [...path, key]);
    problems.error(keyPlace ?? node.place, {
      ...(valid.includes(key)
        ? { code: codeOf(checked, "value-type"), ...besideWords([...path, key], checked) }
        : {
            code: checked.noun === "parameter" ? "param-unknown" : "key-unknown",
            message: `${checked.owner} has no ${checked.noun} ${quoted([...path, key], inner)}`,
            hint: nameHint(key, valid, `${checked.noun}s`),
          }),
    });
  }
}

/** For a key that is known there, but not together with the others that are given: each is an option of its own. */
function besideWords(
  path: readonly PropertyKey[],
  checked: Checked,
): { readonly message: string; readonly hint: string } {
  const siblings = Object.keys(valueAt(checked.value, path.slice(0, -1)) ?? {});
  const others = siblings.filter((name) => name !== path.at(-1));
  return {
    message: `${quoted(path, checked)} cannot stand beside ${choiceWords(others)}`,
    hint: "Write each of them as an entry of its own.",
  };
}

function reportMissing(path: readonly PropertyKey[], checked: Checked, problems: Problems): void {
  const { node, keyPlace } = locate(checked.node, path.slice(0, -1));
  problems.error(path.length === 1 ? checked.home : (keyPlace ?? node.place), {
    code: codeOf(checked, "key-missing"),
    message: `${checked.owner} needs the ${checked.noun} ${quoted(path, { owner: checked.owner })}`,
    hint: `Add \`${String(path.at(-1))}:\`.`,
  });
}

function reportInvalid(issue: Issue, checked: Checked, problems: Problems): void {
  const value = valueAt(checked.value, issue.path);
  const { node } = locate(checked.node, issue.path);
  const { words, hint } = requirement(issue, checked, value);
  const found = words.isSentence || value === undefined ? "" : `, and is ${shown(value)}`;
  // What the file says itself is the same at every point: it is told once, without one.
  const at = checked.instance === undefined || isConstant(node) ? "" : ` at ${checked.instance}`;
  const problem = {
    code: codeOf(checked, "value-type"),
    message: `${quoted(issue.path, checked)}${words.text}${found}${at}`,
    hint,
  };
  const place = placeOfPart(issue, node, value) ?? node.place;
  if (checked.instance === undefined) problems.error(place, problem);
  else problems.errorAtPoints(place, problem);
}

/** A schema that reads texts of its own says by `params.place` which part of one it refuses. */
const refusedPart = z.object({
  place: z.object({ offset: z.int().min(0), length: z.int().min(1) }),
});

/** The part of a text that an issue is about, where it names one and the file has the text as it is. */
function placeOfPart(
  issue: Issue,
  node: SyntaxNode,
  value: JsonValue | undefined,
): NodePlace | undefined {
  if (issue.code !== "custom" || node.type !== "scalar" || node.value !== value) return undefined;
  const { data } = refusedPart.safeParse(issue.params);
  const start = node.source.indexOf(String(value));
  if (data === undefined || start < 0) return undefined;
  const { file, range } = node.place;
  const { offset, length } = data.place;
  return { file, range: { offset: range.offset + start + offset, length } };
}

interface Requirement {
  readonly words: { readonly text: string; readonly isSentence: boolean };
  readonly hint: string | undefined;
}

function requirement(issue: Issue, checked: Checked, value: JsonValue | undefined): Requirement {
  const expected =
    issue.code === "invalid_union"
      ? unionExpectation(issue, checked, value)
      : expectation(issue, value);
  if (expected === undefined) {
    const isRequirement = issue.message.startsWith("must ");
    const text = isRequirement ? ` ${issue.message}` : `: ${issue.message}`;
    return { words: { text, isSentence: !isRequirement }, hint: undefined };
  }
  const near = nearestMeant(issue, checked, value);
  return {
    words: { text: ` must be ${expected}`, isSentence: false },
    hint: near === undefined ? undefined : `Did you mean ${JSON.stringify(near)}?`,
  };
}

/** The nearest valid word to a text, or the nearest valid key to those of a map. */
function nearestMeant(
  issue: Issue,
  { schema }: Checked,
  value: JsonValue | undefined,
): string | undefined {
  if (typeof value === "string") return nearestName(value, wordsIn(issue));
  if (issue.code !== "invalid_union" || typeof value !== "object") return undefined;
  const keys = keysAt(schema, issue.path);
  return Object.keys(value ?? {})
    .map((key) => nearestName(key, keys))
    .find((key) => key !== undefined);
}

/** What a value may be where no option of a union comes near. */
function unionExpectation(
  issue: Issue & { code: "invalid_union" },
  { schema }: Checked,
  value: JsonValue | undefined,
): string {
  const words = wordsIn(issue);
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
function wordsIn(issue: Issue): readonly string[] {
  if (issue.code === "invalid_value")
    return issue.values.filter((value) => typeof value === "string");
  return issue.code === "invalid_union" ? issue.errors.flat().flatMap(wordsIn) : [];
}

function isMissing(issue: Issue, { value }: Checked): boolean {
  const isAboutValue = ["invalid_type", "invalid_value", "invalid_union"].includes(issue.code);
  return isAboutValue && issue.path.length > 0 && valueAt(value, issue.path) === undefined;
}

function codeOf({ noun }: Checked, otherwise: DiagnosticCode): DiagnosticCode {
  return noun === "parameter" ? "param-invalid" : otherwise;
}

function valueAt(value: JsonValue, path: readonly PropertyKey[]): JsonValue | undefined {
  let at: JsonValue | undefined = value;
  for (const step of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Readonly<Record<PropertyKey, JsonValue>>)[step];
  }
  return at;
}

/** `"fairness.penalty"`, `"hidden[0]"`; the owner for the value as a whole. */
function quoted(
  path: readonly PropertyKey[],
  { prefix = "", owner }: Pick<Checked, "prefix" | "owner">,
): string {
  const name = path.reduce<string>(
    (text, step) =>
      typeof step === "number"
        ? `${text}[${String(step)}]`
        : text === ""
          ? String(step)
          : `${text}.${String(step)}`,
    prefix,
  );
  return name === "" ? owner : JSON.stringify(name);
}

function pathKey(path: readonly PropertyKey[]): string {
  return path.map(String).join("\0");
}
