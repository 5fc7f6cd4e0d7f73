import { FairlineError } from "@fairline/core";

/** Files that people take for delimited text, by their first bytes. */
const KINDS = [
  {
    starts: [0x50, 0x41, 0x52, 0x31], // PAR1
    kind: "a Parquet file",
    hint: "Write it as Arrow or CSV: pandas read_parquet(…).to_feather(…, compression='uncompressed').",
  },
  {
    starts: [0x50, 0x4b, 0x03, 0x04], // PK
    kind: "a ZIP archive or a spreadsheet",
    hint: "Unpack it, or save the sheet as CSV.",
  },
  {
    starts: [0x1f, 0x8b],
    kind: "compressed by gzip",
    hint: "Unpack it: gunzip <file>.",
  },
  {
    starts: [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31], // ARROW1
    kind: "an Arrow file",
    hint: "Give its name the ending .arrow.",
  },
] as const;

/**
 * Holds the beginning of a file to be text.
 *
 * @param name - What messages call the file.
 * @throws FairlineError `FILE_INVALID` for a Parquet, ZIP, gzip or Arrow file, with what to do.
 */
export function requireText(start: Uint8Array, name: string): void {
  const found = KINDS.find(({ starts }) => starts.every((byte, at) => start[at] === byte));
  if (found === undefined) return;
  throw new FairlineError("FILE_INVALID", `${name} is ${found.kind}, not delimited text`, {
    hint: found.hint,
  });
}
