import { SMALL_GROUP } from "@fairline/core";
import type { JsonValue } from "@fairline/core";
import { z } from "zod";
import { ROOTS, type Root } from "../expression/scope.ts";
import { DURATION_PATTERN, SIZE_PATTERN } from "./quantities.ts";

const text = z.string().min(1);
/** Whatever JSON can say: these values come out of a file and were read as JSON. */
const anything = z.custom<JsonValue>(() => true);
/** One line of at most 200 characters. */
const title = z
  .string()
  .max(200)
  .regex(/^[^\p{Cc}]+$/u, { error: "must be one line of text" });
const argument = z.union([z.string(), z.number(), z.boolean()]);
const wholeNumber = z.int().min(0);
const kind = z.enum(["table", "model", "metrics", "file"]);

/** A key of a stage: what its value must be once its expressions are evaluated, and what those may use. */
export interface StageKey {
  readonly shape: z.ZodType;
  readonly roots: readonly Root[];
  /** The sort of stage that it belongs to; both where undefined. */
  readonly only?: "uses" | "cmd";
}

const here: readonly Root[] = ["params", "matrix"];

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

/** Every key that a stage may have. */
export const STAGE_KEYS: Readonly<Record<StageKeyName, StageKey>> = {
  uses: {
    shape: text.describe(
      "A stage of Fairline, of a package (@acme/stages#name) or of a file (./my-stage.ts).",
    ),
    roots: [],
  },
  cmd: {
    shape: z
      .union([text, z.array(argument).nonempty()])
      .describe("A command: a list of arguments, or one string for the shell."),
    roots: ROOTS,
  },
  in: {
    shape: z
      .union([text, z.record(z.string(), text)])
      .describe(
        "Where inputs come from: a stage, stage.port, stage[*].port, a file, or a map of these by port.",
      ),
    roots: here,
  },
  with: {
    shape: z.record(z.string(), anything).describe("Parameters of the stage."),
    roots: here,
    only: "uses",
  },
  matrix: {
    shape: z
      .record(z.string(), anything)
      .describe(
        "Lists of values by axis; the stage runs once for every combination. `from` joins another stage's points.",
      ),
    roots: ["params"],
  },
  out: {
    shape: z
      .record(z.string(), z.union([text, z.strictObject({ path: text, kind })]))
      .describe("The files or folders that the command writes, by port."),
    roots: here,
    only: "cmd",
  },
  deps: {
    shape: z
      .array(text)
      .describe("Files that the command reads besides its inputs; their content joins the key."),
    roots: here,
    only: "cmd",
  },
  env: {
    shape: z
      .array(
        z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/u, {
          error: "must be the name of an environment variable",
        }),
      )
      .describe("Environment variables that reach the stage and join its key."),
    roots: [],
  },
  needs: {
    shape: z
      .union([text, z.array(text)])
      .describe("Stages that must have finished first, without data passing."),
    roots: [],
  },
  when: {
    shape: z.boolean().describe("An expression; the stage is switched off where it is false."),
    roots: here,
  },
  publish: {
    shape: z
      .union([text, z.record(z.string(), text)])
      .describe("Paths, by output port, that results are copied to in the working tree."),
    roots: here,
  },
  resources: {
    shape: z
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
    shape: wholeNumber.max(100).describe("Further attempts after a failure of the infrastructure."),
    roots: here,
  },
  timeout: { shape: duration, roots: here },
  description: { shape: z.string().describe("For people."), roots: [] },
};

/** Names of the keys of a stage. */
export type StageKeyName =
  | "uses"
  | "cmd"
  | "in"
  | "with"
  | "matrix"
  | "out"
  | "deps"
  | "env"
  | "needs"
  | "when"
  | "publish"
  | "resources"
  | "retry"
  | "timeout"
  | "description";

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
export interface GateFields {
  readonly name: string;
  readonly stage: string;
  readonly where?: Readonly<Record<string, JsonValue>> | undefined;
  readonly metric: string;
  readonly attribute?: string | undefined;
  readonly within?: Readonly<Record<string, string | number | boolean>> | undefined;
  readonly group?: string | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly bound: "value" | "lower" | "upper";
  readonly baseline?: string | undefined;
  readonly "max-increase"?: number | undefined;
  readonly "on-fail": "fail" | "warn";
  readonly "min-group": number;
  readonly uncovered: "refuse" | "allow";
  readonly degenerate: "refuse" | "allow";
}

/** The shape of {@link GateFields} in a file. */
export const GATE: z.ZodType<GateFields> = z.strictObject({
  name: title.describe("What the gate holds, in words."),
  stage: text.describe("The stage whose metrics are held, or stage.port."),
  where: z
    .record(z.string(), anything)
    .optional()
    .describe("Matrix values of the points that it holds; all without it."),
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

/** Shapes by key; `name` and `description` are texts. */
type PipelineKeys = Readonly<Record<PipelineKeyName, z.ZodType>> &
  Readonly<Record<"name" | "description", z.ZodType<string>>>;

/** Names of the keys at the top of a pipeline file. */
type PipelineKeyName =
  | "version"
  | "name"
  | "description"
  | "seed"
  | "params"
  | "include"
  | "defaults"
  | "stages"
  | "gates";

/** The keys at the top of a pipeline file, with their shapes. */
export const PIPELINE_KEYS: PipelineKeys = {
  version: z.literal(1).describe("The version of this format: 1."),
  name: title.describe("The name of the pipeline."),
  description: z.string().describe("What the pipeline finds out."),
  seed: wholeNumber.describe("The root seed: every stage derives its own from it."),
  params: z
    .record(z.string(), anything)
    .describe("Values for expressions, that --set and --params override."),
  include: z
    .union([text, z.array(text)])
    .describe("Files whose params, defaults and stages are merged in."),
  defaults: z
    .record(z.string(), anything)
    .describe("Stage-level keys for stages that do not give them."),
  stages: z.record(z.string(), anything).describe("The stages by name."),
  gates: z.array(anything).describe("Limits that metrics must keep."),
};
