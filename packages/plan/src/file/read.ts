import { basename, relative } from "node:path";
import type { SourceLocation } from "@fairline/core";
import {
  INVALID,
  asList,
  asMap,
  asText,
  checkNeededKey,
  isEmpty,
  isValid,
  jsonOf,
  knownEntries,
  reportIssues,
} from "@fairline/yaml";
import type { MapEntry, MapNode, Problems, SyntaxNode } from "@fairline/yaml";
import { resolvePath, type LoadContext } from "../load-context.ts";
import { PIPELINE_KEYS } from "./keys.ts";
import { mapEntries, readYamlFile } from "./yaml-file.ts";

/** A pipeline file with its includes merged in, before anything in it is understood. */
export interface PipelineDocument extends Sections {
  readonly name: string;
  readonly description: string;
  /** Undefined where it is left out. */
  readonly seed: MapEntry | undefined;
  readonly gates: readonly MapNode[];
}

/** The parts that an included file may have, besides its version. */
const SECTIONS = ["params", "defaults", "stages"] as const;

/** The parts of a file that includes merge into. */
type Sections = Readonly<Record<(typeof SECTIONS)[number], ReadonlyMap<string, MapEntry>>>;

/** The keys at the top of a pipeline file. */
const KEYS = Object.keys(PIPELINE_KEYS);

/**
 * Reads a pipeline file and its includes.
 *
 * @returns Undefined where the file cannot be read or parsed, or is no map.
 */
export function readDocument(context: LoadContext): PipelineDocument | undefined {
  const { file, problems, options } = context;
  const what = `the pipeline file ${JSON.stringify(options.file)}`;
  const root = readYamlFile({ file, what, at: { file } }, context);
  if (root !== undefined && isEmpty(root)) {
    problems.error({ file }, { code: "key-missing", message: "the pipeline file is empty" });
    return undefined;
  }
  if (isOtherFile(context)) {
    context.unquoted.add(file);
    problems.error(
      { file },
      {
        code: "key-missing",
        message: `${what} has neither a version nor stages, so that it is none`,
        hint: "Name a pipeline file: `fairline run pipeline.yaml`.",
      },
    );
    return undefined;
  }
  if (root === undefined) return undefined;
  const map = asMap(root, "a pipeline file", problems);
  return map === INVALID ? undefined : readTop(map, context);
}

/** Whether the file has text, and no line of it looks like a pipeline's: data, by mistake, of which nothing is shown. */
function isOtherFile({ file, texts }: LoadContext): boolean {
  const text = texts.get(file) ?? "";
  const keys = KEYS.join("|");
  return text.trim() !== "" && !new RegExp(`(^|[{,\\s])["']?(${keys})["']?\\s*:`, "mu").test(text);
}

function readTop(map: MapNode, context: LoadContext): PipelineDocument {
  const { problems } = context;
  const entries = knownEntries(map, KEYS, "a pipeline file", problems);
  checkNeededKeys(map, context);
  checkVersion(entries.get("version")?.value, problems);
  const merged = mergeIncludes(
    entries.get("include")?.value,
    sectionsOf(entries, problems),
    context,
  );
  checkSomeStages(merged.stages, entries.get("stages"), problems);
  return {
    name: textOf(entries, "name", problems),
    description: textOf(entries, "description", problems),
    seed: entries.get("seed"),
    ...merged,
    gates: gateNodes(entries.get("gates"), problems),
  };
}

function checkNeededKeys(map: MapNode, { file, problems }: LoadContext): void {
  const about = { owner: "a pipeline file", known: KEYS, at: { file } };
  checkNeededKey(map, "version", { ...about, hint: "Add `version: 1`." }, problems);
  checkNeededKey(map, "name", { ...about, hint: "Add `name:`." }, problems);
  if (map.entries.has("include")) return;
  checkNeededKey(map, "stages", { ...about, hint: "Add `stages:`." }, problems);
}

/** Refuses a version of the format other than 1. */
function checkVersion(node: SyntaxNode | undefined, problems: Problems): void {
  if (node === undefined || node.type === "invalid") return;
  if (node.type === "scalar" && node.value === 1) return;
  const found = node.type === "scalar" ? JSON.stringify(node.value) : `a ${node.type}`;
  problems.error(node.location, {
    code: "version-unsupported",
    message: `version ${found} of the pipeline format is not supported`,
    hint: "Write `version: 1`.",
  });
}

function sectionsOf(entries: ReadonlyMap<string, MapEntry>, problems: Problems): Sections {
  return {
    params: mapEntries(entries, "params", problems),
    defaults: mapEntries(entries, "defaults", problems),
    stages: mapEntries(entries, "stages", problems),
  };
}

/** Checks that a pipeline has a stage, unless what would give it some is wrong itself. */
function checkSomeStages(
  stages: ReadonlyMap<string, MapEntry>,
  entry: MapEntry | undefined,
  problems: Problems,
): void {
  if (stages.size > 0 || entry === undefined || !problems.isEmpty) return;
  problems.error(entry.keyLocation, {
    code: "key-missing",
    message: "the pipeline has no stages, so there is nothing to run",
    hint: "Add a stage: `data: { uses: ingest/table }`.",
  });
}

function gateNodes(entry: MapEntry | undefined, problems: Problems): readonly MapNode[] {
  if (entry === undefined || isEmpty(entry.value)) return [];
  const list = asList(entry.value, '"gates"', problems);
  if (list === INVALID) return [];
  return list.items.map((item) => asMap(item, "a gate", problems)).filter(isValid);
}

function textOf(
  entries: ReadonlyMap<string, MapEntry>,
  key: "name" | "description",
  problems: Problems,
): string {
  const entry = entries.get(key);
  if (entry === undefined || entry.value.type === "invalid") return "";
  const { value: node, keyLocation: ownerLocation } = entry;
  const value = jsonOf(node);
  const schema = PIPELINE_KEYS[key];
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const names = { owner: "a pipeline file", noun: "key", ownerLocation, prefix: key } as const;
  reportIssues(result.error.issues, { schema, value, node, ...names }, problems);
  return "";
}

/** Merges the files that `include:` names. A name in two of them is a problem; the first one stays. */
function mergeIncludes(
  include: SyntaxNode | undefined,
  own: Sections,
  context: LoadContext,
): Sections {
  if (include === undefined) return own;
  const nodes = include.type === "list" ? include.items : [include];
  return nodes.reduce((merged, node) => {
    const path = asText(node, '"include"', context.problems);
    const included = path === INVALID ? undefined : readIncluded(path, node.location, context);
    return included === undefined ? merged : merge(merged, included, context.problems);
  }, own);
}

function readIncluded(
  path: string,
  location: SourceLocation,
  context: LoadContext,
): Sections | undefined {
  const { problems, texts } = context;
  const file = resolvePath(context, path);
  if (texts.has(file)) {
    problems.error(location, {
      code: "include-conflict",
      message: `"${path}" is included twice, or includes itself`,
      hint: "Remove the line.",
    });
    return undefined;
  }
  const what = `the included file ${JSON.stringify(path)}`;
  const isOutside = relative(context.folder, file).startsWith("..");
  if (isOutside) context.unquoted.add(file);
  const root = readYamlFile({ file, what, at: location }, context);
  const map = root && asMap(root, "an included file", problems);
  if (map === undefined || map === INVALID) return undefined;
  const entries = knownEntries(map, ["version", ...SECTIONS], "an included file", problems);
  checkVersion(entries.get("version")?.value, problems);
  return sectionsOf(entries, problems);
}

function merge(own: Sections, included: Sections, problems: Problems): Sections {
  const section = (name: (typeof SECTIONS)[number]): ReadonlyMap<string, MapEntry> => {
    const merged = new Map(own[name]);
    for (const [key, entry] of included[name]) {
      const first = merged.get(key);
      if (first === undefined) merged.set(key, entry);
      else {
        problems.error(entry.keyLocation, {
          code: "include-conflict",
          message: `"${key}" is in the ${name} of ${basename(first.keyLocation.file)} too`,
          hint: "Rename one of them, or remove it.",
        });
      }
    }
    return merged;
  };
  return { params: section("params"), defaults: section("defaults"), stages: section("stages") };
}
