import type {} from "@fairline/arrow";
import { defineStage } from "@fairline/core";
import type { Stage } from "@fairline/core";
import { z } from "zod";
import { COLUMN_TYPES } from "./file/column-types.ts";
import { csvFields } from "./file/csv-options.ts";
import { isArrowFile } from "./file/file-format.ts";
import { rolesSchema } from "./roles/roles.ts";
import { taskFields } from "./roles/task-fields.ts";

const name = z.string().min(1);

const params = z
  .strictObject({
    source: z
      .string()
      .min(1)
      .describe(
        "Path of the file: Arrow IPC if it ends in .arrow, .feather or .ipc, else delimited text.",
      ),
    ...csvFields,
    types: z
      .record(name, z.enum(COLUMN_TYPES))
      .default({})
      .describe(
        "Column types, where the guess from the words of a text file is not what is meant.",
      ),
    roles: rolesSchema
      .optional()
      .describe("Which columns play which part. An Arrow file without roles here keeps its own."),
    "sensitive-as-features": z
      .boolean()
      .default(false)
      .describe("Sensitive columns are features too; otherwise only those that feature lists."),
    ...taskFields,
  })
  .superRefine((given, context) => {
    if (!isArrowFile(given.source)) return;
    for (const key of ["columns", "comment"] as const) {
      if (given[key] !== undefined) refuse(key);
    }
    if (Object.keys(given.types).length > 0) refuse("types");
    function refuse(key: string): void {
      context.addIssue({
        code: "custom",
        path: [key],
        message: `${key} is for text files; ${given.source} is an Arrow file`,
      });
    }
  });

/** Parameters of `ingest/table`. */
export type TableParams = z.output<typeof params>;

/** Stage `ingest/table`. */
export const tableStage: Stage = defineStage({
  name: "ingest/table",
  summary: "Reads a CSV or Arrow file into a table with typed columns and roles.",
  params,
  inputs: {},
  outputs: { data: { kind: "table", summary: "The rows of the file." } },
  externals: (given, resolve) => [
    { type: "file", name: "source", path: resolve(given.source), param: ["source"] },
  ],
  async run({ params: given, context }) {
    const { readTableFile } = await import("./table.ts");
    return { data: await readTableFile(given, context) };
  },
});
