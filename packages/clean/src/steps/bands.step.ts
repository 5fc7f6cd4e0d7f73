import { z } from "zod";
import { defineStep } from "../step.ts";
import type { Step } from "../step.ts";

const edges = z
  .array(z.number())
  .min(1)
  .refine((given) => given.every((edge, i) => i === 0 || edge > given[i - 1]!), {
    error: "the edges must grow from one to the next",
  })
  .describe("Where one band ends and the next begins; an edge belongs to the band above it.");

const bands = z
  .strictObject({
    edges,
    labels: z
      .array(z.string().min(1))
      .optional()
      .describe("One word per band: one more than edges."),
    into: z
      .string()
      .min(1)
      .optional()
      .describe("Column to write the bands to; the numbers are replaced without it."),
  })
  .superRefine(({ edges: cuts, labels }, context) => {
    if (labels === undefined || labels.length === cuts.length + 1) return;
    context.addIssue({
      code: "custom",
      path: ["labels"],
      message: `${String(cuts.length + 1)} bands need as many labels, not ${String(labels.length)}`,
    });
  });

const params = z
  .record(
    z.string().min(1),
    z.union(
      [edges.transform((cuts) => ({ edges: cuts, labels: undefined, into: undefined })), bands],
      { error: "expected edges that grow, [25, 45], or { edges, labels, into }" },
    ),
  )
  .describe("Columns of numbers and their edges: `age: [25, 45, 65]` makes four bands.");

/** Parameters of the step `bands`: by column of numbers, how it is cut. */
export type BandsParams = z.output<typeof params>;

/** Cuts numbers into bands. */
export const bandsStep: Step = defineStep({
  name: "bands",
  params,
  load: async () => (await import("./bands.ts")).bands,
});
