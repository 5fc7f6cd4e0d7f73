import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { FairlineError } from "@fairline/core";
import type { JsonValue } from "@fairline/core";
import { z } from "zod";
import type { DecisionRule } from "./decision-rule.ts";
import type { Encoder, FeatureEncoding } from "./encoder.ts";
import { ruleSchema, scoreMapSchema } from "./rule-schema.ts";
import type { ScoreMap } from "./score-map.ts";
import type { OutputRule, Target } from "./target.ts";

/** Name of the file, inside the model's directory. */
export const MODEL_FILE = "fairline.json";

/** Rises with every change that older readers would misread. */
const VERSION = 1;

const feature: z.ZodType<FeatureEncoding> = z.discriminatedUnion("type", [
  z.strictObject({
    name: z.string(),
    type: z.literal("number"),
    mean: z.number(),
    deviation: z.number().positive(),
    missing: z.boolean(),
  }),
  z.strictObject({
    name: z.string(),
    type: z.literal("category"),
    values: z.array(z.string()),
    missing: z.boolean(),
  }),
]);

/** What `fairline.json` of a saved model says: everything but the network. */
export type ModelFile = BinaryModelFile | OutputsModelFile;

/** Of a model of two classes. */
export interface BinaryModelFile {
  readonly format: "fairline-model";
  /** Rises with every change that older readers would misread. */
  readonly version: 1;
  readonly features: Encoder;
  readonly classes: { readonly positive: string; readonly negative: string };
  /** What becomes of the network's scores before the rule sees them, in this order; left out where there is nothing. */
  readonly scoreMaps?: readonly ScoreMap[] | undefined;
  readonly rule: DecisionRule;
  /** How it was trained: open JSON, for people and reports. */
  readonly training: JsonValue;
}

/** Of a model of several classes, or of a number. */
export type OutputsModelFile = Pick<
  BinaryModelFile,
  "format" | "version" | "features" | "training"
> & {
  readonly target: Exclude<Target, { readonly task: "binary" }>;
  readonly rule: OutputRule;
};

const common = {
  format: z.literal("fairline-model"),
  version: z.literal(VERSION),
  features: z.array(feature),
};

const binaryFile: z.ZodType<BinaryModelFile> = z.strictObject({
  ...common,
  classes: z.strictObject({ positive: z.string(), negative: z.string() }),
  scoreMaps: z.array(scoreMapSchema).min(1).optional(),
  rule: ruleSchema,
  training: z.json(),
});

const outputsFile: z.ZodType<OutputsModelFile> = z.strictObject({
  ...common,
  target: z.discriminatedUnion("task", [
    z.strictObject({ task: z.literal("multiclass"), classes: z.array(z.string()).min(2) }),
    z.strictObject({ task: z.literal("regression") }),
  ]),
  rule: z.strictObject({ kind: z.enum(["argmax", "identity"]) }),
  training: z.json(),
});

/** The text of `fairline.json`. The same content gives the same text. */
export function formatModelFile(file: ModelFile): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Reads `fairline.json` of a saved model. Loads no TensorFlow.js.
 *
 * @param directory - Where the codec wrote the model.
 * @throws FairlineError `ARTIFACT_INVALID` where there is none, or it is not one of a version known here.
 */
export async function readModelFile(directory: string): Promise<ModelFile> {
  const json = await readJson(directory, MODEL_FILE);
  const { data: head } = z.object({ version: z.number() }).safeParse(json);
  if (head !== undefined && head.version !== VERSION) {
    throw new FairlineError(
      "ARTIFACT_INVALID",
      `the model is of format version ${String(head.version)}; this Fairline reads version ${String(VERSION)}`,
      { hint: "Use the Fairline that made it, or run the stage that made it again." },
    );
  }
  const isBinary = !z.object({ target: z.unknown() }).safeParse(json).success;
  return parsePart<ModelFile>(isBinary ? binaryFile : outputsFile, json, MODEL_FILE);
}

/** Checks one JSON file of a saved model against its schema. @throws FairlineError `ARTIFACT_INVALID` */
export function parsePart<T>(schema: z.ZodType<T>, json: unknown, name: string): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [problem] = parsed.error.issues;
  const at = problem === undefined ? "" : ` at ${problem.path.join(".")}: ${problem.message}`;
  throw new FairlineError("ARTIFACT_INVALID", `${name} of the model is wrong${at}`, {
    hint: "Run the stage that made the model again.",
  });
}

/** Reads one file of a saved model. @throws FairlineError `ARTIFACT_INVALID` */
export async function readPart(directory: string, name: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return Uint8Array.from(await readFile(join(directory, name)));
  } catch (cause) {
    throw new FairlineError("ARTIFACT_INVALID", `the model has no file ${name}`, {
      hint: "Give the directory that a train stage made.",
      cause,
    });
  }
}

/** Reads one JSON file of a saved model. @throws FairlineError `ARTIFACT_INVALID` */
export async function readJson(directory: string, name: string): Promise<unknown> {
  const text = new TextDecoder().decode(await readPart(directory, name));
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new FairlineError("ARTIFACT_INVALID", `${name} of the model is not JSON`, {
      hint: "Run the stage that made the model again.",
      cause,
    });
  }
}
