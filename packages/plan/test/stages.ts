import { defineStage, type Stage, type StageMetric } from "@fairline/core";
import { z } from "zod";

const unused = (): never => {
  throw new Error("plans run nothing");
};

const ingest = defineStage({
  name: "fake/ingest",
  summary: "Reads a file.",
  params: z.strictObject({
    source: z.string().min(1).describe("The file."),
    roles: z
      .strictObject({
        label: z.string().optional().describe("The label column."),
        sensitive: z.array(z.string()).default([]).describe("The sensitive columns."),
      })
      .default({ sensitive: [] })
      .describe("Roles of columns."),
  }),
  inputs: {},
  outputs: { data: { kind: "table", summary: "The rows." } },
  externals: ({ source }, resolve) => [
    { type: "file", name: "source", path: resolve(source), param: ["source"] },
  ],
  run: unused,
});

const rows = defineStage({
  name: "fake/rows",
  summary: "Makes rows.",
  params: z.strictObject({ rows: z.int().min(1).default(10).describe("How many.") }),
  inputs: {},
  outputs: { data: { kind: "table", summary: "The rows." } },
  seeded: true,
  run: unused,
});

const step = z.union([
  z.strictObject({ filter: z.string().describe("Keep rows.") }),
  z.strictObject({
    split: z.strictObject({
      test: z.number().gt(0).lt(1).default(0.3).describe("Share of test rows."),
      by: z.array(z.string()).default([]).describe("Stratify by."),
    }),
  }),
  z.enum(["drop-duplicates", "shuffle"]),
]);

const clean = defineStage({
  name: "fake/clean",
  summary: "Cleans rows.",
  params: z.strictObject({ steps: z.array(step).default([]).describe("What to do.") }),
  inputs: { data: { kind: "table", summary: "Rows." } },
  outputs: { data: { kind: "table", summary: "Fewer rows." } },
  run: unused,
});

const train = defineStage({
  name: "fake/train",
  summary: "Trains.",
  params: z
    .strictObject({
      epochs: z.int().min(1).default(40).describe("Passes over the rows."),
      strength: z.number().min(0).max(10).default(0).describe("Strength of the penalty."),
      hidden: z.array(z.int().min(1)).default([8]).describe("Widths of the layers."),
      warmup: z.int().min(0).default(0).describe("Passes without penalty."),
    })
    .superRefine(({ epochs, warmup }, context) => {
      if (warmup > epochs) {
        context.addIssue({
          code: "custom",
          path: ["warmup"],
          message: `is more than the ${String(epochs)} epochs`,
        });
      }
    }),
  inputs: { data: { kind: "table", summary: "Rows to learn from." } },
  outputs: {
    model: { kind: "model", summary: "The model." },
    curve: { kind: "file", summary: "The loss." },
  },
  seeded: true,
  run: unused,
});

/** Metrics whose ranges are known, where they are asked for. */
const MORE_METRICS: readonly StageMetric[] = [
  { name: "demographic_parity_ratio", range: [0, 1], limit: "min" },
  { name: "differential_fairness", range: [0, Infinity], limit: "max" },
];

const evaluate = defineStage({
  name: "fake/evaluate",
  summary: "Evaluates.",
  params: z.strictObject({ extra: z.array(z.string()).default([]).describe("More metrics.") }),
  inputs: {
    data: { kind: "table", summary: "Rows to evaluate on." },
    model: {
      kind: "model",
      optional: true,
      summary: "A model; without it the table has predictions.",
    },
  },
  outputs: {
    metrics: { kind: "metrics", summary: "Figures." },
    predictions: { kind: "table", summary: "Rows with predictions." },
  },
  metrics: ({ extra }) => [
    { name: "accuracy", range: [0, 1], limit: null },
    { name: "demographic_parity_difference", range: [0, 1], limit: "max" },
    ...extra.map((name) => MORE_METRICS.find((metric) => metric.name === name) ?? name),
  ],
  run: unused,
});

const report = defineStage({
  name: "fake/report",
  summary: "Writes a page.",
  params: z.strictObject({ title: z.string().default("Report").describe("Its title.") }),
  inputs: { metrics: { kind: "metrics", many: true, summary: "Figures of every point." } },
  outputs: { page: { kind: "file", summary: "The page." } },
  describesPipeline: true,
  run: unused,
});

/** Small stages of every sort, which never run. */
export const fakeStages: ReadonlyMap<string, Stage> = new Map(
  [ingest, rows, clean, train, evaluate, report].map((stage) => [stage.name, stage]),
);
