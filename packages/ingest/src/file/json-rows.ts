import { createHash } from "node:crypto";
import { FairlineError } from "@fairline/core";
import { decodedText } from "./csv.ts";
import type { CsvCall } from "./csv.ts";
import type { CsvFile, CsvOptions } from "./csv-options.ts";
import { rawColumnBuilder } from "./raw-column.ts";
import type { RawColumn, RawColumnBuilder } from "./raw-column.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads a file of JSON objects, one a line or in one list. Every member of any of them is a column; an object that lacks it has no value
 * there.
 *
 * @returns The columns in the order of their first appearance, and the SHA-256 of the file.
 * @throws FairlineError as `decodedText` does; `FILE_INVALID` with the line, or the number in the list, for what is no object, for a nested
 *   value, and for a whole number that JSON's readers round; `ROWS_EMPTY` where there is none.
 */
export async function readJson(
  file: CsvFile,
  options: CsvOptions,
  call: Pick<CsvCall, "signal" | "progress">,
): Promise<{ columns: readonly RawColumn[]; digest: string }> {
  const hash = createHash("sha256");
  const nulls = new Set(options["null-values"]);
  const builders = new Map<string, RawColumnBuilder>();
  let rows = 0;
  for await (const { object, place } of objectsOf(
    decodedText(file, options, { ...call, hash }),
    file,
  )) {
    for (const [name, value] of Object.entries(object)) {
      const builder = builders.get(name) ?? begin(name, nulls, rows);
      builders.set(name, builder);
      const word = jsonWord(value, name, place);
      if (word === undefined) builder.addMissing(1);
      else builder.add(word);
    }
    for (const [name, builder] of builders) if (!Object.hasOwn(object, name)) builder.addMissing(1);
    rows += 1;
  }
  if (rows === 0) {
    throw new FairlineError("ROWS_EMPTY", `${file.name} has no objects`, {
      hint: "Check that the file is the one you meant.",
    });
  }
  const columns = [...builders.values()].map((builder) => builder.finish());
  return { columns, digest: hash.digest("hex") };
}

function begin(name: string, nulls: ReadonlySet<string>, rows: number): RawColumnBuilder {
  const builder = rawColumnBuilder(name, nulls);
  builder.addMissing(rows);
  return builder;
}

/** The objects of a file, and where each stands. A file that begins with `[` is one list, and held in memory. */
async function* objectsOf(
  pieces: AsyncIterable<string>,
  { name }: CsvFile,
): AsyncGenerator<{ object: JsonObject; place: string }> {
  let line = 0;
  let list = "";
  for await (const text of linesOf(pieces)) {
    line += 1;
    if (list !== "" || text.trimStart().startsWith("[")) list += `${text}\n`;
    else if (text.trim() !== "") {
      const place = `${name}:${String(line)}`;
      yield { object: parsedObject(text, place), place };
    }
  }
  if (list === "") return;
  for (const [at, value] of parsedList(list, name).entries()) {
    const place = `object ${String(at + 1)} of ${name}`;
    yield { object: requireObject(value, place), place };
  }
}

function parsedList(text: string, name: string): readonly unknown[] {
  try {
    // What begins with "[" and is JSON is a list.
    return JSON.parse(text) as readonly unknown[];
  } catch (cause) {
    throw new FairlineError(
      "FILE_INVALID",
      `${name} is no list of JSON objects: ${(cause as Error).message}`,
      {
        cause,
        hint: 'Write a list, [{"age": 31}, {"age": 40}], or one object a line.',
      },
    );
  }
}

/** A line as an object. @throws FairlineError `FILE_INVALID` where it is none */
export function parsedObject(text: string, place: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw noObject(place, cause);
  }
  return requireObject(value, place);
}

function requireObject(value: unknown, place: string): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw noObject(place);
  // An object that is no list has members by name.
  return value as JsonObject;
}

function noObject(place: string, cause?: unknown): FairlineError {
  return new FairlineError("FILE_INVALID", `${place} is no JSON object`, {
    cause,
    hint: 'Write one object a line: {"age": 31, "sex": "F"}.',
  });
}

/**
 * A value as the word that a text file would have for it; undefined for null.
 *
 * @throws FairlineError `FILE_INVALID` for a list or an object, and for a whole number beyond 2^53, which was rounded when it was read.
 */
export function jsonWord(value: unknown, name: string, place: string): string | undefined {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
      if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
        throw new FairlineError(
          "FILE_INVALID",
          `"${name}" in ${place} is a whole number beyond 2^53, which JSON's readers round`,
          { hint: "Write it as a text, in quotes." },
        );
      }
      return String(value);
    case "boolean":
      return String(value);
    default:
      if (value === null) return undefined;
      throw new FairlineError("FILE_INVALID", `"${name}" in ${place} is a list or an object`, {
        hint: "Give it a number, a text, true, false or null.",
      });
  }
}

/** Lines of a text that comes in pieces, without their ends. */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  for await (const piece of pieces) {
    const lines = (rest + piece).split(/\r?\n/);
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}
