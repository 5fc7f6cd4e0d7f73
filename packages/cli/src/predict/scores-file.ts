import { open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { FairlineError } from "@fairline/core";

/** A CSV file that is there whole or not at all. */
export interface ScoresFile {
  /** Writes a line of fields. */
  write(rows: Iterable<readonly string[]>): Promise<void>;
  /** Puts the file in its place. */
  finish(): Promise<void>;
  /** Leaves nothing behind. */
  abandon(): Promise<void>;
}

/**
 * Begins a CSV file beside its place.
 *
 * @param path - Absolute. A file that is there is replaced when the new one is whole.
 * @throws FairlineError `FILE_MISSING` where its folder cannot be written.
 */
export async function openScoresFile(path: string, header: readonly string[]): Promise<ScoresFile> {
  const draft = join(dirname(path), `.${basename(path)}.${String(process.pid)}.tmp`);
  const file = await open(draft, "w").catch((cause: unknown) => {
    throw new FairlineError("FILE_MISSING", `cannot write into the folder ${dirname(path)}`, {
      cause,
      hint: "Make the folder, or name another place with --out.",
    });
  });
  const write = async (rows: Iterable<readonly string[]>): Promise<void> => {
    let text = "";
    for (const fields of rows) text += `${fields.map(csvField).join(",")}\n`;
    await file.writeFile(text);
  };
  await write([header]);
  return {
    write,
    async finish() {
      await file.close();
      await rename(draft, path);
    },
    async abandon() {
      await file.close();
      await rm(draft, { force: true });
    },
  };
}

function csvField(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
