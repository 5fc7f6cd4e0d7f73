import type {} from "@fairline/arrow";
import { defineStage } from "@fairline/core";
import type { Stage } from "@fairline/core";
import { z } from "zod";
import { COLUMN_TYPES } from "./file/column-types.ts";
import { csvFields } from "./file/csv-options.ts";
import { isArrowFile, isJsonFile } from "./file/file-format.ts";
import { rolesSchema } from "./roles/roles.ts";
import { taskFields } from "./roles/task-fields.ts";

const name = z.string().min(1);

const params = z
  .strictObject({
    source: z
      .string()
      .min(1)
      .describe(
        "Path of the file: Arrow IPC if it ends in .arrow, .feather or .ipc; JSON objects, one a line or in a list, if it ends in .jsonl, .ndjson or .json; else delimited text.",
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
    if (/^https?:\/\//i.test(given.source)) {
      context.addIssue({
        code: "custom",
        path: ["source"],
        message: `${given.source} is an address, and source takes the path of a file`,
        params: {
          hint: "Download the file, or write a data recipe with its address and sha256 for ingest/dataset.",
        },
      });
    }
    const isArrow = isArrowFile(given.source);
    if (!isArrow && !isJsonFile(given.source)) return;
    for (const key of ["columns", "delimiter", "comment"] as const) {
      if (given[key] !== undefined) refuse(key, "delimited text");
    }
    if (isArrow && Object.keys(given.types).length > 0) refuse("types", "text files");
    function refuse(key: string, use: string): void {
      const kind = isArrow ? "an Arrow file" : "a JSON file";
      context.addIssue({
        code: "custom",
        path: [key],
        message: `${key} is for ${use}; ${given.source} is ${kind}`,
      });
    }
  });

/** Parameters of `ingest/table`. */
export type TableParams = z.output<typeof params>;

/** Stage `ingest/table`. */
export const tableStage: Stage = defineStage({
  name: "ingest/table",
  summary: "Reads a CSV, JSON or Arrow file into a table with typed columns and roles.",
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
