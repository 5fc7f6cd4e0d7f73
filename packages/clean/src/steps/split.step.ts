import { z } from "zod";
import { defineStep } from "../step.ts";
import type { Step } from "../step.ts";

const name = z.string().min(1);
const share = z.number().gt(0).lt(1);

const params = z
  .strictObject({
    test: share.optional().describe("Share of the rows for test."),
    validation: share.optional().describe("Share of the rows for validation."),
    by: z
      .union([name, z.array(name)], { error: "expected a role or column, or a list of them" })
      .transform((names) => (typeof names === "string" ? [names] : names))
      .optional()
      .describe(
        "Roles or columns whose combinations all splits hold in the same shares: [label, sensitive]. A missing value is a value like others.",
      ),
    group: name
      .optional()
      .describe(
        "Role or column whose rows stay together: id. The shares are then met about. A row whose value is missing goes by itself.",
      ),
    column: name
      .optional()
      .describe(
        "Column that holds train, validation and test already; the other keys are left out.",
      ),
  })
  .superRefine(({ column, test = 0, validation = 0, by, group }, context) => {
    const refuse = (path: string[], message: string): void => {
      context.addIssue({ code: "custom", path, message });
    };
    const hasShare = test + validation > 0;
    if (column !== undefined && (hasShare || by !== undefined || group !== undefined)) {
      refuse(
        ["column"],
        "column takes an existing split; leave out test, validation, by and group",
      );
    }
    if (column === undefined && !hasShare) refuse([], "split needs test, validation, or column");
    if (test + validation >= 1) refuse([], "test and validation leave no rows for training");
  })
  .describe("Divide the rows into train, validation and test, in a new column split.");

/** Parameters of the step `split`. */
export type SplitParams = z.output<typeof params>;

/** Divides rows into training, validation and test. */
export const splitStep: Step = defineStep({
  name: "split",
  params,
  load: async () => (await import("./split.ts")).split,
});

/** The name of the step that makes the split. */
export const SPLIT_STEP: string = splitStep.name;
