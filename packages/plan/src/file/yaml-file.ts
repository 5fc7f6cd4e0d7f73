import { INVALID, asMap, isEmpty, parseYaml } from "@fairline/yaml";
import type { MapEntry, ProblemLocation, Problems, SyntaxNode } from "@fairline/yaml";
import type { LoadContext } from "../load-context.ts";

/** A YAML file of the user's. */
export interface YamlFile {
  /** Absolute path. */
  readonly file: string;
  /** What messages call it: `the included file "shared.yaml"`. */
  readonly what: string;
  /** Where a file that cannot be read is reported. */
  readonly at: ProblemLocation;
}

/** Reads and parses a YAML file; undefined where that fails, and was reported. */
export function readYamlFile(
  { file, what, at }: YamlFile,
  { texts, problems, reads }: LoadContext,
): SyntaxNode | undefined {
  const read = reads.read(file, what);
  if ("problem" in read) {
    problems.error(at, read.problem);
    return undefined;
  }
  texts.set(file, read.text);
  const node = parseYaml({ file, text: read.text }, problems);
  return node === INVALID ? undefined : node;
}

/** The entries of the map under a key; none where the key is missing or holds nothing. */
export function mapEntries(
  entries: ReadonlyMap<string, MapEntry>,
  key: string,
  problems: Problems,
): ReadonlyMap<string, MapEntry> {
  const value = entries.get(key)?.value;
  if (value === undefined || isEmpty(value)) return new Map();
  const map = asMap(value, `"${key}"`, problems);
  return map === INVALID ? new Map<string, MapEntry>() : map.entries;
}
