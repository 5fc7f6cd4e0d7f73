import type {} from "@fairline/arrow";
import { defineStage, SMALL_GROUP, SPLITS } from "@fairline/core";
import type { Stage } from "@fairline/core";
import { metricsOf } from "@fairline/metrics";
import type {} from "@fairline/model";
import { z } from "zod";

const intervals = z.strictObject({
  method: z
    .enum(["analytic", "bootstrap", "none"])
    .default("analytic")
    .describe(
      "`analytic`: by what the figure is, without draws, so that the level holds; `bootstrap`: percentile intervals by resampling rows; `none`: no intervals.",
    ),
  rates: z
    .enum(["wilson", "clopper-pearson", "jeffreys"])
    .default("wilson")
    .describe("How the analytic interval of a single rate is made."),
  replicates: z
    .int()
    .min(100)
    .max(100_000)
    .default(1000)
    .describe(
      "Resamples of the bootstrap. 1,000 give the ends of a 95 % interval to about a fiftieth of its width.",
    ),
  level: z.number().gt(0).lt(1).default(0.95).describe("Confidence level of the intervals."),
});

const shape = z.strictObject({
  split: z
    .enum([...SPLITS, "all"])
    .default("test")
    .describe("Rows to evaluate. A table without a split column is evaluated whole."),
  attributes: z
    .array(z.string())
    .optional()
    .describe("Columns to compare groups by; every column with role sensitive if left out."),
  intersections: z
    .union([z.boolean(), z.array(z.array(z.string()).min(2)).min(1)])
    .default(false)
    .describe(
      "Groups made of several attributes: true for all attributes at once, or lists such as [[sex, race]].",
    ),
  within: z
    .string()
    .optional()
    .describe("A column within whose values groups are compared as well: department."),
  threshold: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe("Scores at or above it are positive, where the table has scores but no predictions."),
  convention: z
    .enum(["fairline", "fairlearn"])
    .default("fairline")
    .describe(
      "`fairlearn` adds figures under names that begin with fairlearn:, in which a rate without a denominator is 0.",
    ),
  "min-group": z
    .int()
    .min(0)
    .default(SMALL_GROUP)
    .describe("Groups of fewer rows are pointed out. They are reported all the same."),
  intervals: intervals.prefault({}).describe("How intervals are made."),
});

/** What the parameters alone tell of the groupings; what depends on the table is found when it runs. */
const params = shape.superRefine(({ attributes, intersections }, context) => {
  const refuse = (path: (string | number)[], message: string): void => {
    context.addIssue({ code: "custom", path, message });
  };
  const refuseTwice = (names: readonly string[], path: (string | number)[]): void => {
    for (const [i, name] of names.entries()) {
      if (names.indexOf(name) < i) refuse([...path, i], `"${name}" is named twice`);
    }
  };
  if (attributes !== undefined) refuseTwice(attributes, ["attributes"]);
  if (intersections === true && attributes !== undefined && attributes.length < 2) {
    refuse(["intersections"], "attributes must name two columns or more to be crossed");
  }
  if (typeof intersections === "boolean") return;
  for (const [i, set] of intersections.entries()) refuseTwice(set, ["intersections", i]);
});

/** Parameters of `evaluate/groups`, with their defaults filled in. */
export type GroupsParams = z.output<typeof params>;

/** Stage `evaluate/groups`. */
export const groupsStage: Stage = defineStage({
  name: "evaluate/groups",
  summary:
    "Measures decisions by group, and the gaps between groups, with an interval on every figure.",
  sources: [
    'Weerts et al., "Fairlearn: assessing and improving fairness of AI systems", JMLR 24 (2023)',
    'Hardt, Price and Srebro, "Equality of opportunity in supervised learning", NIPS 2016, arXiv:1610.02413',
    'Foulds et al., "An intersectional definition of fairness", ICDE 2020, doi:10.1109/ICDE48307.2020.00203',
    'Efron and Tibshirani, "An introduction to the bootstrap", Chapman & Hall 1993',
  ],
  params,
  inputs: {
    data: {
      kind: "table",
      summary: "Rows with sensitive attributes, and labels where they are known.",
    },
    model: {
      kind: "model",
      summary: "Decides on the rows; without it the table's predictions or scores are measured.",
      optional: true,
    },
  },
  outputs: {
    metrics: { kind: "metrics", summary: "Every figure: overall, by group, and between groups." },
    predictions: { kind: "table", summary: "The evaluated rows with score and prediction." },
  },
  seeded: true,
  computes: true,
  metrics: ({ convention }) =>
    metricsOf(convention).map(({ name, range, scope, better }) => ({
      name,
      range,
      limit: scope === "group" || better === null ? null : better === "higher" ? "min" : "max",
    })),
  async run({ inputs, params, context }) {
    const { evaluateGroups } = await import("./groups.ts");
    const table = await inputs.data.read();
    const model = await inputs.model?.open(context.backend);
    try {
      return await evaluateGroups({ table, model }, params, context);
    } finally {
      model?.dispose();
    }
  },
});
