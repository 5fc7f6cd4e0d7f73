import { SMALL_GROUP } from "@fairline/core";
import type { JsonValue } from "@fairline/core";
import { z } from "zod";
import { ROOTS, type Root } from "../expression/scope.ts";
import { NAME_PATTERN } from "./names.ts";
import { DURATION_PATTERN, SIZE_PATTERN } from "./quantities.ts";

const text = z.string().min(1);
/** Whatever JSON can say: these values come out of a file and were read as JSON. */
const anything = z.custom<JsonValue>(() => true);
const anyMap = z.record(z.string(), anything);
/** One line of at most 200 characters. */
const title = z
  .string()
  .max(200)
  .regex(/^[^\p{Cc}]+$/u, { error: "must be one line of text" });
const argument = z.union([z.string(), z.number(), z.boolean()]);
const wholeNumber = z.int().min(0);
const kind = z.enum(["table", "model", "metrics", "file"]);
const size = z
  .union([
    z.int().min(0),
    z.string().regex(new RegExp(SIZE_PATTERN, "u"), {
      error: "must be a size with its unit, such as 500MB or 2GB",
    }),
  ])
  .describe("A size such as 500MB or 2GB, or a number of bytes.");
const duration = z
  .string()
  .regex(new RegExp(DURATION_PATTERN, "u"), {
    error: "must be a time with its unit, such as 90s, 30m or 2h",
  })
  .describe("A time such as 90s, 30m or 2h.");

const published = z.strictObject({
  path: text,
  replace: z.boolean().optional().describe("Whether what no run has made may be replaced."),
});
const propertyNames = { pattern: NAME_PATTERN };
const points = z.array(anyMap.meta({ minProperties: 1, propertyNames }));
/** A matrix as editors check it; what it comes to is read by {@link readMatrix}, with messages of its own. */
const writtenMatrix = z
  .looseObject({
    from: z.string().optional().describe("A stage whose points are joined."),
    include: points.optional().describe("Points, or values of further axes, to add."),
    exclude: points.optional().describe("Points to leave out."),
  })
  .catchall(z.array(anything).min(1))
  .meta({ propertyNames })
  .describe("Lists of values by axis; the stage runs once for every combination.");

/** A key of a stage. */
export interface StageKey<T = unknown> {
  /** What its value must be once its expressions are evaluated. */
  readonly schema: z.ZodType<T>;
  /** What editors check in the file, where that is something else. */
  readonly written?: z.ZodType;
  /** What its expressions may use. */
  readonly roots: readonly Root[];
  /** The sort of stage that it belongs to; both where undefined. */
  readonly only?: "uses" | "cmd";
}

const here: readonly Root[] = ["params", "matrix"];
const whenDescription = "An expression; the stage is switched off where it is false.";

const stageKeys = {
  uses: {
    schema: text.describe(
      "A stage of Fairline, of a package (@acme/stages#name) or of a file (./my-stage.ts).",
    ),
    roots: [],
  },
  cmd: {
    schema: z
      .union([text, z.array(argument).nonempty()])
      .describe("A command: a list of arguments, or one string for the shell."),
    roots: ROOTS,
  },
  shell: {
    schema: z
      .array(text)
      .nonempty()
      .describe(
        "The shell for a command that is one text, with the arguments before it: [bash, -euo, pipefail, -c]. Without it, `sh -e`, with pipefail where sh has that.",
      ),
    roots: [],
    only: "cmd",
  },
  in: {
    schema: z
      .union([text, z.record(z.string(), text)])
      .describe(
        "Where inputs come from: a stage, stage.port, stage[*].port, a file, or a map of these by port.",
      ),
    roots: here,
  },
  with: {
    schema: anyMap.describe("Parameters of the stage."),
    roots: here,
    only: "uses",
  },
  matrix: {
    schema: anyMap.describe(
      "Lists of values by axis; the stage runs once for every combination. `from` joins another stage's points.",
    ),
    written: writtenMatrix,
    roots: ["params"],
  },
  out: {
    schema: z
      .record(z.string(), z.union([text, z.strictObject({ path: text, kind })]))
      .describe("The files or folders that the command writes, by port."),
    roots: here,
    only: "cmd",
  },
  deps: {
    schema: z
      .array(text)
      .describe("Files that the command reads besides its inputs; their content joins the key."),
    roots: here,
    only: "cmd",
  },
  tools: {
    schema: z
      .array(
        z.string().regex(/^[^/\s]+$/u, {
          error: "must be the name of a program, which is searched for on PATH",
        }),
      )
      .describe(
        "Programs that the command finds on PATH; where each lies and what it holds joins the key.",
      ),
    roots: [],
    only: "cmd",
  },
  env: {
    schema: z
      .array(
        z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/u, {
          error: "must be the name of an environment variable",
        }),
      )
      .describe("Environment variables that reach the stage and join its key."),
    roots: [],
  },
  needs: {
    schema: z
      .union([text, z.array(text)])
      .describe("Stages that must have finished first, without data passing."),
    roots: [],
  },
  when: {
    schema: z.boolean().describe(whenDescription),
    written: z.union([z.boolean(), text]).describe(whenDescription),
    roots: here,
  },
  publish: {
    schema: z
      .union([text, z.record(z.string(), z.union([text, published]))])
      .describe(
        "Paths, by output port, that results are copied to in the working tree; a path, or { path, replace: true } to replace also what no run has made.",
      ),
    roots: here,
  },
  resources: {
    schema: z
      .strictObject({
        cpus: z.number().positive().optional().describe("Processor cores."),
        mem: size.optional(),
        gpus: wholeNumber.optional().describe("Graphics processors."),
        time: duration.optional(),
      })
      .describe("What the stage needs while it runs."),
    roots: here,
  },
  retry: {
    schema: wholeNumber
      .max(100)
      .describe("Further attempts after a failure of the infrastructure."),
    roots: here,
  },
  timeout: { schema: duration, roots: here },
  description: { schema: z.string().describe("For people."), roots: [] },
} satisfies Readonly<Record<string, StageKey>>;

/** Names of the keys of a stage. */
export type StageKeyName = keyof typeof stageKeys;

/** The values of the keys of a stage once their expressions are evaluated, by key. */
export type StageValues = {
  readonly [K in StageKeyName]: z.output<(typeof stageKeys)[K]["schema"]>;
};

/** Every key that a stage may have. */
export const STAGE_KEYS: { readonly [K in StageKeyName]: StageKey<StageValues[K]> } = stageKeys;

/** Their names, in the order of the documentation. */
export const STAGE_KEY_NAMES: readonly StageKeyName[] = Object.keys(STAGE_KEYS).filter(isStageKey);

/** Whether a stage may have a key of that name. */
export function isStageKey(name: string): name is StageKeyName {
  return Object.hasOwn(stageKeys, name);
}

/** Keys that `defaults:` may fill in. */
export const DEFAULT_KEYS: readonly StageKeyName[] = [
  "resources",
  "retry",
  "timeout",
  "env",
  "needs",
  "when",
  "matrix",
  "publish",
  "description",
];

const gateText = text.optional();

/** A gate, once its expressions are evaluated. */
export const GATE = z.strictObject({
  name: title.describe("What the gate holds, in words."),
  stage: text.describe("The stage whose metrics are held, or stage.port."),
  where: anyMap.optional().describe("Matrix values of the points that it holds; all without it."),
  metric: text.describe("The metric's name."),
  attribute: gateText.describe("The sensitive column that the metric is about."),
  within: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .refine((strata) => Object.keys(strata).length === 1, "must have one column with its value")
    .optional()
    .meta({ minProperties: 1, maxProperties: 1 })
    .describe("A column and its value, { department: A }: the figure among the rows that have it."),
  group: gateText.describe("The group within the attribute."),
  min: z.number().optional().describe("The smallest value that passes."),
  max: z.number().optional().describe("The largest value that passes."),
  bound: z
    .enum(["value", "lower", "upper"])
    .default("value")
    .describe("What is held against the limit: the value, or that end of its interval."),
  baseline: gateText.describe("A metrics JSON file to compare with."),
  "max-increase": z.number().optional().describe("How far above the baseline the value may lie."),
  "on-fail": z.enum(["fail", "warn"]).default("fail").describe("Whether a failure fails the run."),
  "min-group": wholeNumber
    .default(SMALL_GROUP)
    .describe(
      "The rows that a figure must rest on: those of its denominator, in the smallest group it covers; with weights, as many as they are worth.",
    ),
  uncovered: z
    .enum(["refuse", "allow"])
    .default("refuse")
    .describe("Whether a figure between groups fails that leaves out a group without a figure."),
  degenerate: z
    .enum(["refuse", "allow"])
    .default("refuse")
    .describe(
      "Whether a figure fails that says little: one decision or one score for everybody, or an accuracy that one decision for all would reach.",
    ),
});

/** What {@link GATE} accepts, with defaults filled in. */
export type GateFields = z.output<typeof GATE>;

/** The keys at the top of a pipeline file, with their schemas. */
export const PIPELINE_KEYS = {
  version: z.literal(1).describe("The version of this format: 1."),
  name: title.describe("The name of the pipeline."),
  description: z.string().describe("What the pipeline finds out."),
  seed: wholeNumber.describe("The root seed: every stage derives its own from it."),
  params: anyMap.describe("Values for expressions, that --set and --params override."),
  include: z
    .union([text, z.array(text)])
    .describe("Files whose params, defaults and stages are merged in."),
  defaults: anyMap.describe("Stage-level keys for stages that do not give them."),
  stages: anyMap.describe("The stages by name."),
  gates: z.array(anything).describe("Limits that metrics must keep."),
};
