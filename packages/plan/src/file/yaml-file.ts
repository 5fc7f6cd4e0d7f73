import type { Loading } from "../load-context.ts";
import type { Place, Problems } from "../diagnostics/problems.ts";
import { asMap } from "../yaml/value-type.ts";
import { parseYaml } from "../yaml/parse.ts";
import { isEmpty, type MapEntry, type SyntaxNode } from "../yaml/syntax.ts";

/** A YAML file of the user's. */
export interface YamlFile {
  /** Absolute path. */
  readonly file: string;
  /** What messages call it: `the included file "shared.yaml"`. */
  readonly what: string;
  /** Where a file that cannot be read is reported. */
  readonly at: Place;
}

/** Reads and parses a YAML file; undefined where that fails, and was reported. */
export function readYamlFile(
  { file, what, at }: YamlFile,
  { texts, problems, outside }: Loading,
): SyntaxNode | undefined {
  const read = outside.read(file, what);
  if ("problem" in read) {
    problems.error(at, read.problem);
    return undefined;
  }
  texts.set(file, read.text);
  return parseYaml({ file, text: read.text }, problems);
}

/** The entries of the map under a key; none where the key is missing or holds nothing. */
export function mapEntries(
  entries: ReadonlyMap<string, MapEntry>,
  key: string,
  problems: Problems,
): ReadonlyMap<string, MapEntry> {
  const value = entries.get(key)?.value;
  if (value === undefined || isEmpty(value)) return new Map();
  return asMap(value, `"${key}"`, problems)?.entries ?? new Map<string, MapEntry>();
}
