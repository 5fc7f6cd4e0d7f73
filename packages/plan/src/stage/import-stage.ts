import { pathToFileURL } from "node:url";
import type { Stage } from "@fairline/core";
import { resolvePath, type LoadContext } from "../load-context.ts";

/** A stage outside Fairline, as `uses:` names it. */
export interface ThirdParty {
  readonly from:
    | { readonly type: "file"; readonly path: string }
    | { readonly type: "package"; readonly name: string; readonly subpath: string };
  /** The stage's name in its module; undefined where the module has one stage. */
  readonly name: string | undefined;
}

const PACKAGE = /^(@[a-z0-9~-][\w.~-]*\/[\w.~-]+|[a-z0-9~-][\w.~-]*)(\/[\w./~-]+)?$/u;

/** Reads `./my-stage.ts`, `./stages.ts#name` and `@acme/stages#name`; undefined for anything else. */
export function parseThirdParty(uses: string): ThirdParty | undefined {
  const hash = uses.indexOf("#");
  const source = hash < 0 ? uses : uses.slice(0, hash);
  const name = hash < 0 ? undefined : uses.slice(hash + 1);
  if (name === "") return undefined;
  if (/^\.{1,2}\//u.test(source)) return { from: { type: "file", path: source }, name };
  const [, packageName, subpath = ""] = (name === undefined ? null : PACKAGE.exec(source)) ?? [];
  if (packageName === undefined || subpath.includes("..")) return undefined;
  return { from: { type: "package", name: packageName, subpath }, name };
}

/** Why a stage cannot be used. */
export interface Unloadable {
  readonly reason: string;
  readonly hint: string | undefined;
}

/** A stage with the module that exports it, or why there is none. */
export type ImportedStage = { readonly stage: Stage; readonly module: string } | Unloadable;

/** Gives the stage that a `uses:` names; the same text is looked for once. */
export type StageImporter = (uses: string, thirdParty: ThirdParty) => Promise<ImportedStage>;

/** Makes the function that imports third parties' stages for one load. */
export function stageImporter(context: LoadContext): StageImporter {
  const known = new Map<string, Promise<ImportedStage>>();
  return (uses, thirdParty) => {
    const imported = known.get(uses) ?? importStage(thirdParty, context);
    known.set(uses, imported);
    return imported;
  };
}

/** Imports the module of a third party's stage and finds the stage in it. */
async function importStage(
  { from, name }: ThirdParty,
  context: LoadContext,
): Promise<ImportedStage> {
  const located = locateModule(from, context);
  if ("reason" in located) return located;
  const { module } = located;
  const refusal = context.reads.recordCode(module);
  if (refusal !== undefined) return { reason: refusal.message, hint: refusal.hint };
  let exported: unknown;
  try {
    exported = await (context.options.importModule ?? importPath)(module);
  } catch (error) {
    return {
      reason: `importing it failed: ${importReason(error)}`,
      hint: importHint(module, error),
    };
  }
  const found = findStage(exported, name);
  return "reason" in found ? found : { ...found, module };
}

function importPath(path: string): Promise<unknown> {
  return import(pathToFileURL(path).href);
}

function locateModule(
  from: ThirdParty["from"],
  context: LoadContext,
): { readonly module: string } | Unloadable {
  if (from.type === "file") {
    const module = resolvePath(context, from.path);
    if (context.reads.entryAt(module) === "file") return { module };
    return {
      reason: `there is no file "${from.path}"`,
      hint: "Paths are relative to the pipeline file.",
    };
  }
  const found = context.reads.packageModule(from, context.folder);
  if (found === undefined) {
    return {
      reason: `the package "${from.name}" is not installed`,
      hint: `Run npm install ${from.name}.`,
    };
  }
  return "reason" in found ? { ...found, hint: undefined } : found;
}

function importReason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split("\n")[0] ?? "";
}

function importHint(module: string, error: unknown): string | undefined {
  const isUnknownExtension =
    error instanceof Error && "code" in error && error.code === "ERR_UNKNOWN_FILE_EXTENSION";
  if (!isUnknownExtension || !module.endsWith("ts")) return undefined;
  return "This Node.js does not run TypeScript: use 22.18 or later, or compile the file to JavaScript.";
}

function findStage(
  exported: unknown,
  name: string | undefined,
): { readonly stage: Stage } | Unloadable {
  const named = Object.entries(typeof exported === "object" ? (exported ?? {}) : {});
  const stages = named.filter((entry): entry is [string, Stage] => isStage(entry[1]));
  const names = stages.map(([key, stage]) => (key === "default" ? lastPart(stage.name) : key));
  if (name === undefined) {
    const distinct = [...new Set(stages.map(([, stage]) => stage))];
    if (distinct.length === 1) return { stage: distinct[0]! };
    return distinct.length === 0
      ? {
          reason: "it exports no stage",
          hint: "Export what `defineStage` of @fairline/core gives.",
        }
      : {
          reason: `it exports ${String(distinct.length)} stages`,
          hint: `Name one: ${choices(names)}.`,
        };
  }
  const match = stages.find(([key, stage]) =>
    [key, stage.name, lastPart(stage.name)].includes(name),
  );
  if (match !== undefined) return { stage: match[1] };
  return {
    reason: `it exports no stage "${name}"`,
    hint: stages.length === 0 ? undefined : `It exports: ${names.join(", ")}.`,
  };
}

function choices(names: readonly string[]): string {
  return names.map((name) => `#${name}`).join(", ");
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

/** Whether a module exports something with the shape of a stage; its types are the author's word. */
function isStage(value: unknown): value is Stage {
  if (typeof value !== "object" || value === null) return false;
  const { name, params, inputs, outputs, run } = value as Readonly<Record<string, unknown>>;
  return (
    typeof name === "string" &&
    typeof run === "function" &&
    isObject(inputs) &&
    isObject(outputs) &&
    isObject(params) &&
    "_zod" in params
  );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
