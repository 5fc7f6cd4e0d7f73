import { z } from "zod";
import { defineStep } from "../step.ts";
import type { Step } from "../step.ts";

const params = z
  .record(z.string().min(1), z.string().min(1))
  .describe("Columns and their new names; roles stay.");

/** Parameters of the step `rename`: columns and their new names. */
export type RenameParams = z.output<typeof params>;

/** Gives columns other names. */
export const renameStep: Step = defineStep({
  name: "rename",
  params,
  load: async () => (await import("./rename.ts")).rename,
});
