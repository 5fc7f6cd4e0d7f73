import { z } from "zod";
import { expect, test } from "vitest";
import { describeParams } from "../../src/stages/describe-params.ts";
import type { JsonSchema } from "../../src/stages/params-schema.ts";

function rows(schema: z.ZodType): string[] {
  const json = z.toJSONSchema(schema, { io: "input" }) as JsonSchema;
  return describeParams(json).map(
    (param) =>
      `${param.name}: ${param.type}${param.required ? " (required)" : ""}${
        param.default === undefined ? "" : ` = ${JSON.stringify(param.default)}`
      } ${param.description}`,
  );
}

test("gives type, default and description of plain parameters", () => {
  const schema = z.strictObject({
    rate: z.number().positive().lt(1).default(0.1).describe("Step size."),
    epochs: z.int().min(1).describe("Passes over the rows."),
    method: z.enum(["mean", "median"]).optional().describe("Which."),
    columns: z.array(z.string()).default([]).describe("Columns."),
    flag: z.boolean().describe("On or off."),
    limits: z.record(z.string(), z.number()).optional().describe("Per column."),
    pair: z.tuple([z.number(), z.string()]).optional().describe("Both."),
    most: z.number().max(5).nullable().default(null).describe("Or none."),
  });
  expect(rows(schema)).toMatchInlineSnapshot(`
    [
      "rate: number in (0, 1) = 0.1 Step size.",
      "epochs: whole number >= 1 (required) Passes over the rows.",
      "method: "mean" | "median" Which.",
      "columns: list of text = [] Columns.",
      "flag: true | false (required) On or off.",
      "limits: map of number Per column.",
      "pair: [number, text] Both.",
      "most: number <= 5 | null = null Or none.",
    ]
  `);
});

test("lists what is inside a map, a list and each alternative under its path", () => {
  const schema = z.strictObject({
    steps: z
      .array(
        z.union([
          z.literal("drop-duplicates"),
          z.strictObject({
            split: z.strictObject({ test: z.number().describe("Share.") }).describe("Splits."),
          }),
          z.strictObject({ filter: z.string().describe("Keeps rows.") }),
        ]),
      )
      .describe("In order."),
    intervals: z
      .discriminatedUnion("method", [
        z.strictObject({ method: z.literal("none") }),
        z.strictObject({
          method: z.literal("bootstrap"),
          replicates: z.int().min(100).default(2000),
        }),
      ])
      .default({ method: "none" })
      .describe("How."),
  });
  expect(rows(schema)).toMatchInlineSnapshot(`
    [
      "steps: list of ("drop-duplicates" | map) (required) In order.",
      "steps[].split: map Splits.",
      "steps[].split.test: number (required) Share.",
      "steps[].filter: text Keeps rows.",
      "intervals: map = {"method":"none"} How.",
      "intervals.method: "none" | "bootstrap" (required) ",
      "intervals.replicates: whole number >= 100 = 2000 ",
    ]
  `);
});

test("ends in a schema that contains itself", () => {
  interface Tree {
    readonly children?: readonly Tree[] | undefined;
  }
  const tree: z.ZodType<Tree> = z.lazy(() =>
    z.strictObject({ children: z.array(tree).optional() }),
  );
  expect(rows(z.strictObject({ tree })).length).toBeLessThan(20);
});
