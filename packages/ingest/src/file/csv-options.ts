import { z } from "zod";

/** Fields for a schema of a stage or a recipe that reads delimited text: how the file is written. */
export const csvFields = {
  columns: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe("Column names in order, for a text file without a header line."),
  delimiter: z
    .string()
    .min(1)
    .default(",")
    .describe('Text between two fields: "," or ";" or " ", or "\\t" for a tab.'),
  quote: z
    .string()
    .length(1)
    .nullable()
    .default('"')
    .describe("Character around a field that holds the delimiter; null where quotes mean nothing."),
  comment: z
    .string()
    .min(1)
    .optional()
    .describe("A line that starts with this is skipped, as are empty lines."),
  trim: z.boolean().default(false).describe("Drop blanks around every unquoted field."),
  "null-values": z
    .array(z.string())
    .default([
      ...["", "?", "NA", "N/A", "n/a", "#N/A", "<NA>"],
      ...["NaN", "nan", "null", "NULL", "None"],
    ])
    .describe("Fields that mean a missing value."),
  encoding: z
    .enum(["utf-8", "utf-16le", "windows-1252"])
    .default("utf-8")
    .describe("How bytes become text; a byte order mark is skipped."),
};

/** How a delimited text file is written. */
export type CsvOptions = z.output<z.ZodObject<typeof csvFields>>;
