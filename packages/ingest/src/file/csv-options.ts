import { z } from "zod";
import { THOUSANDS } from "./number-syntax.ts";

/** Words that mean a missing value where nobody says which. */
const USUAL_NULLS = [
  ...["", "?", "NA", "N/A", "n/a", "#N/A", "<NA>"],
  ...["NaN", "nan", "null", "NULL", "None"],
];

const words = z.array(z.string());

/** Names of encodings that people use and the standard does not know. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  "latin-1": "latin1",
  "iso-latin-1": "latin1",
  cp1252: "windows-1252",
  cp1251: "windows-1251",
  cp932: "shift_jis",
  cp936: "gbk",
  "utf-8-sig": "utf-8",
  mac_roman: "macintosh",
};

/** The standard name of an encoding; undefined for one that nobody knows. */
function encodingNamed(given: string): string | undefined {
  const name = given.trim().toLowerCase();
  try {
    return new TextDecoder(OTHER_NAMES[name] ?? name).encoding;
  } catch {
    return undefined;
  }
}

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
    .optional()
    .describe(
      'Text between two fields: "," or ";" or " ", or "\\t" for a tab. Found from the first lines where it is left out.',
    ),
  decimal: z
    .enum([".", ","])
    .default(".")
    .describe("The sign before the fraction of a number: 12.5 or 12,5."),
  thousands: z
    .enum(THOUSANDS)
    .optional()
    .describe("The sign between groups of three digits, as in 1.234,5; none if left out."),
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
    .union([words, z.strictObject({ add: words })])
    .transform((given) => (Array.isArray(given) ? given : [...USUAL_NULLS, ...given.add]))
    .default(USUAL_NULLS)
    .describe("Fields that mean a missing value; { add: [...] } keeps the usual ones."),
  encoding: z
    .string()
    .transform((given, context) => {
      const found = encodingNamed(given);
      if (found !== undefined) return found;
      const message = `there is no encoding ${JSON.stringify(given)}; there are utf-8, utf-16le, latin-1, windows-1252, gb18030, shift_jis and others of the WHATWG Encoding Standard`;
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    })
    .default("utf-8")
    .describe(
      "How bytes become text, by any usual name: utf-8, latin-1, windows-1252, utf-16le, gb18030; a byte order mark is skipped.",
    ),
};

/** How a delimited text file is written. */
export type CsvOptions = z.output<z.ZodObject<typeof csvFields>>;

/** A file to read: where it lies, and what messages call it. */
export interface CsvFile {
  readonly path: string;
  readonly name: string;
}
