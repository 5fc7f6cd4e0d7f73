import { createReadStream } from "node:fs";
import { FairlineError } from "@fairline/core";
import type { CsvFile, CsvOptions } from "./csv-options.ts";

/** How the fields of a file are told apart, once its delimiter is known. */
export type Dialect = CsvOptions & { readonly delimiter: string };

/** Delimiters that are looked for, the usual one first: of two that fit equally well the first is taken. */
const CANDIDATES = [",", ";", "\t", "|"] as const;

/** So many bytes of a file are looked at. */
const SAMPLE_BYTES = 64 * 1024;

/**
 * The format of a file with its delimiter: the one given, or else the one that its first lines show.
 *
 * @throws FairlineError `FILE_INVALID` for lines that are JSON.
 */
export async function dialectOf(file: CsvFile, options: CsvOptions): Promise<Dialect> {
  const { delimiter } = options;
  if (delimiter !== undefined) return { ...options, delimiter };
  const sample = await sampleOf(file, options);
  if (/^\s*(\{\s*"|\[\s*\{)/.test(sample)) {
    throw new FairlineError("FILE_INVALID", `${file.name} holds JSON, not delimited text`, {
      hint: "Give its name the ending .jsonl, .ndjson or .json.",
    });
  }
  return { ...options, delimiter: findDelimiter(sample, options) };
}

/** The first whole lines of a file; none where it cannot be read, which its reader reports. */
async function sampleOf({ path }: CsvFile, { encoding }: CsvOptions): Promise<string> {
  const decoder = new TextDecoder(encoding);
  let text = "";
  let bytes = 0;
  try {
    const stream = createReadStream(path, { end: SAMPLE_BYTES - 1 });
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      text += decoder.decode(chunk, { stream: true });
      bytes += chunk.length;
    }
  } catch {
    return "";
  }
  return bytes < SAMPLE_BYTES ? text : text.slice(0, text.search(/[\r\n][^\r\n]*$/) + 1);
}

/**
 * The sign that divides each line into the same number of fields, at least two; of several the one that makes most of them. Where none
 * does, a comma: what is wrong with the lines then shows.
 *
 * @param text - Whole lines. What stands in quotes does not count.
 */
export function findDelimiter(text: string, { quote, comment }: CsvOptions): string {
  const lines = countsByLine(text, quote).filter(
    ({ start, isEmpty }) => !isEmpty && (comment === undefined || !text.startsWith(comment, start)),
  );
  let [best, most]: [string, number] = [",", 0];
  for (const [at, candidate] of CANDIDATES.entries()) {
    const count = lines[0]?.counts[at] ?? 0;
    if (count > most && lines.every(({ counts }) => counts[at] === count)) {
      [best, most] = [candidate, count];
    }
  }
  return best;
}

interface LineCounts {
  readonly start: number;
  isEmpty: boolean;
  /** How often each of {@link CANDIDATES} stands outside quotes. */
  readonly counts: number[];
}

function countsByLine(text: string, quote: string | null): LineCounts[] {
  const begin = (start: number): LineCounts => ({ start, isEmpty: true, counts: [0, 0, 0, 0] });
  const lines = [begin(0)];
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    const line = lines.at(-1)!;
    if (sign === quote) isQuoted = !isQuoted;
    if (isQuoted) line.isEmpty = false;
    else if (sign === "\n" || sign === "\r") lines.push(begin(at + 1));
    else {
      line.isEmpty = false;
      const candidate = (CANDIDATES as readonly string[]).indexOf(sign);
      if (candidate >= 0) line.counts[candidate]! += 1;
    }
  }
  return lines;
}
