import { z } from "zod";
import { FAIRNESS_TERMS } from "./catalog.ts";
import { fieldText } from "./term.ts";
import type { FairnessTerm } from "./term.ts";

const namesOf = (isPenalty: boolean): string[] =>
  FAIRNESS_TERMS.filter(({ kind }) => (kind === "penalty") === isPenalty).map(({ name }) => name);

const PENALTIES = namesOf(true);
const METHODS = namesOf(false);

/** A term as its entry in a pipeline file names and shapes it. */
export interface TermParams {
  readonly penalty?: string | undefined;
  readonly method?: string | undefined;
  readonly strength?: number | undefined;
  readonly attribute?: string | readonly string[] | undefined;
  readonly groups?: "crossed" | "each" | undefined;
  /** Its own fields. */
  readonly [field: string]: unknown;
}

/** The terms of a training: one, or a list of at least one. */
export type FairnessParams = TermParams | readonly TermParams[];

/** The terms as a list; empty for none. */
export function termsOf(given: FairnessParams | undefined): readonly TermParams[] {
  return given === undefined ? [] : [given].flat();
}

/** Fields of every term; the others are its own. */
const COMMON = ["penalty", "method", "strength", "attribute", "groups"];

const entry: z.ZodType<TermParams> = z
  .strictObject({
    penalty: z
      .enum(PENALTIES)
      .optional()
      .describe("What is held down, added to the loss. Either penalty or method."),
    method: z
      .enum(METHODS)
      .optional()
      .describe(
        "Another way to train: another loss of rows, another average of losses, an opponent, moved inputs.",
      ),
    strength: z
      .number()
      .nonnegative()
      .optional()
      .describe(
        "Weight of the penalty, or of the opponent, in the loss; a penalty needs one. With 0 there is none, whatever else is said of it.",
      ),
    attribute: z
      .union([z.string(), z.array(z.string()).min(1)])
      .optional()
      .describe(
        "Sensitive column with the groups, or several. Default: the only sensitive column. Rows where it is missing are left out.",
      ),
    groups: z
      .enum(["crossed", "each"])
      .optional()
      .describe(
        "Of several attributes. crossed, the default: the groups are the combinations of their values. each: the term stands once for each attribute.",
      ),
    ...ownFields(),
  })
  .superRefine(checkEntry);

/** Schema of the parameter `fairness`: one term, or a list of terms. Terms of strength 0 are left out; undefined where none is left. */
export const fairness: z.ZodType<FairnessParams | undefined> = z
  .union([entry, z.array(entry).min(1)], { error: problemsOf })
  .superRefine((given, issues) => {
    const averages = termsOf(given).filter((each) => termOf(each)?.kind === "average");
    if (averages.length < 2) return;
    issues.addIssue({
      code: "custom",
      message: `there can be one average of losses, not ${averages.map(({ method }) => method).join(" and ")}`,
    });
  })
  .transform((given) => {
    const active = termsOf(given).filter(({ strength }) => strength !== 0);
    if (active.length === 0) return undefined;
    return Array.isArray(given) ? active : given;
  });

/** A union says only that nothing fits; this says what is wrong with the form that was chosen. */
function problemsOf(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== "invalid_union") return undefined;
  // A union's own issue carries those of its options, in their order.
  const options = issue.errors as readonly (readonly z.core.$ZodIssue[])[];
  const chosen = options[Array.isArray(issue.input) ? 1 : 0] ?? [];
  return chosen
    .map(({ path, message }) => [path.join("."), message].filter((part) => part !== "").join(": "))
    .join("; ");
}

/** The term that an entry names. */
export function termOf({ penalty, method }: TermParams): FairnessTerm | undefined {
  return FAIRNESS_TERMS.find(({ name }) => name === (penalty ?? method));
}

/** The values of a term's own fields in its entry. */
export function ownParams(given: TermParams): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(given).filter(([name]) => !COMMON.includes(name)));
}

function checkEntry(given: TermParams, issues: z.RefinementCtx): void {
  const refuse = (path: string[], message: string): void => {
    issues.addIssue({ code: "custom", path, message });
  };
  const term = termOf(given);
  if (term === undefined || (given.penalty !== undefined && given.method !== undefined)) {
    refuse([], "must name one penalty or one method");
    return;
  }
  const { kind, name } = term;
  if (kind === "penalty" && given.strength === undefined) {
    refuse(["strength"], `the penalty ${name} needs a strength`);
  }
  if (kind !== "penalty" && kind !== "adversary" && given.strength !== undefined) {
    refuse(["strength"], `${name} has no strength`);
  }
  for (const key of ["attribute", "groups"] as const) {
    const isIdle = given[key] !== undefined && !term.needs.includes("groups");
    if (isIdle) refuse([key], `${name} compares no groups`);
  }
  const own = ownParams(given);
  for (const field of Object.keys(own).filter((key) => own[key] !== undefined)) {
    const schema = term.fields[field];
    if (schema === undefined) {
      const known = Object.keys(term.fields);
      refuse(
        [field],
        `${name} has no ${field}; it has ${known.length === 0 ? "no parameters of its own" : known.join(", ")}`,
      );
      continue;
    }
    for (const { path, message } of schema.safeParse(own[field]).error?.issues ?? []) {
      refuse([field, ...path.map(String)], `${message}, for ${name}`);
    }
  }
}

/** The fields of all terms by name. One that several terms have takes what any of them takes; its own term then says what is wrong. */
function ownFields(): Record<string, z.ZodType> {
  const names = new Set(FAIRNESS_TERMS.flatMap(({ fields }) => Object.keys(fields)));
  return Object.fromEntries([...names].map((name) => [name, mergedField(name)]));
}

function mergedField(field: string): z.ZodType {
  const owners = FAIRNESS_TERMS.flatMap(({ name, fields }) => {
    const schema = fields[field];
    return schema === undefined ? [] : [{ name, schema }];
  });
  const schemas = [...new Set(owners.map(({ schema }) => withoutDefault(schema)))];
  const texts = [...new Set(owners.map(({ schema }) => fieldText(schema)))];
  const description = texts.map((text) => {
    const of = owners.filter(({ schema }) => fieldText(schema) === text);
    return `For ${of.map(({ name }) => name).join(", ")}: ${text}`;
  });
  return z.union(schemas).optional().describe(description.join(" "));
}

function withoutDefault(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodDefault ? (schema.unwrap() as z.ZodType) : schema;
}
