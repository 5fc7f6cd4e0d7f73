import { posix, relative, sep } from "node:path";
import type { ArtifactKind } from "@fairline/core";
import { INVALID, locate } from "@fairline/yaml";
import type { Invalid, Problems, SyntaxNode } from "@fairline/yaml";
import { checkName } from "../file/names.ts";
import { escapeReason, ownedReason } from "../file/relative-path.ts";
import {
  fieldValue,
  type Field,
  type PointContext,
  type StageDeclaration,
} from "../file/stage-declaration.ts";
import { resolvePath, type LoadContext } from "../load-context.ts";
import type { CommandWork } from "../plan.ts";
import { checkInputFile } from "./input-file.ts";

const KINDS: readonly ArtifactKind[] = ["table", "model", "metrics", "file"];

/** The kind that the extension of a path says: a table for `.arrow`, else a file. */
export function kindOfPath(path: string): ArtifactKind {
  return path.endsWith(".arrow") ? "table" : "file";
}

/**
 * The outputs that a command declares, with their kinds.
 *
 * @returns Undefined where `out` is missing or no map; the first is reported here, the second by its schema.
 */
export function commandOutputs(
  { name, location, node, fields: { out } }: StageDeclaration,
  problems: Problems,
): ReadonlyMap<string, ArtifactKind> | undefined {
  if (!node.entries.has("out")) {
    problems.error(location, {
      code: "key-missing",
      message: `the command of "${name}" declares no \`out\`, and nothing else is kept of it`,
      hint: "Add `out: { result: result.json }`.",
    });
    return undefined;
  }
  if (out?.node.type !== "map") return undefined;
  const outputs = new Map<string, ArtifactKind>();
  for (const [port, { keyLocation, value }] of out.node.entries) {
    checkName(port, "port", keyLocation, problems);
    outputs.set(port, declaredKind(value));
  }
  return outputs;
}

/** The kind that is written, or that the extension of the path says. */
function declaredKind(node: SyntaxNode): ArtifactKind {
  if (node.type === "scalar") return kindOfPath(String(node.value));
  const kind = node.type === "map" ? node.entries.get("kind")?.value : undefined;
  return KINDS.find((one) => kind?.type === "scalar" && kind.value === one) ?? "file";
}

/** What a command writes and what it depends on, at one matrix point; {@link INVALID} where something is wrong. */
export function commandPaths(
  { fields }: StageDeclaration,
  at: PointContext,
): Pick<CommandWork, "deps" | "tools" | "out"> | Invalid {
  const deps = fields.deps === undefined ? [] : depsAt(fields.deps, at);
  const out = fields.out === undefined ? INVALID : outAt(fields.out, at);
  const tools = fields.tools === undefined ? [] : fieldValue(fields.tools, at);
  if (deps === INVALID || out === INVALID || fields.out === undefined) return INVALID;
  if (tools === INVALID) return INVALID;
  return checkOutNotDep(out, deps, fields.out, at.context)
    ? { deps, out, ...(tools.length === 0 ? {} : { tools }) }
    : INVALID;
}

function depsAt(field: Field<readonly string[]>, at: PointContext): readonly string[] | Invalid {
  const paths = fieldValue(field, at);
  return paths === INVALID ? INVALID : paths.map((path) => resolvePath(at.context, path));
}

function outAt(
  field: NonNullable<StageDeclaration["fields"]["out"]>,
  at: PointContext,
): CommandWork["out"] | Invalid {
  const value = fieldValue(field, at);
  if (value === INVALID) return INVALID;
  const ports = Object.entries(value).map(
    ([port, one]) =>
      [port, typeof one === "string" ? { path: one, kind: kindOfPath(one) } : one] as const,
  );
  const out = Object.fromEntries(ports);
  return checkOutPaths(out, field, at.context.problems) ? out : INVALID;
}

/** Whether what a command writes stays inside its directory, each output at a place of its own. */
function checkOutPaths(out: CommandWork["out"], field: Field, problems: Problems): boolean {
  let isValid = true;
  const refuse = (port: string, message: string, hint: string): void => {
    isValid = false;
    const { location } = locate(field.node, [port]).node;
    problems.errorAtPoints(location, { code: "path-outside", message, hint });
  };
  const taken = new Map<string, string>();
  for (const [port, { path }] of Object.entries(out)) {
    const reason = escapeReason(path) ?? ownedReason(path);
    const other = [...taken].find(([one]) => overlaps(one, cleanPath(path)))?.[1];
    if (reason !== undefined) {
      refuse(
        port,
        `the output "${port}" cannot be written to ${JSON.stringify(path)}: ${reason}`,
        "Write a path inside the command's own directory, such as result.json.",
      );
    } else if (other === undefined) taken.set(cleanPath(path), port);
    else {
      refuse(
        port,
        `the outputs "${other}" and "${port}" are written to the same place, or one inside the other`,
        "Give each output a path of its own.",
      );
    }
  }
  return isValid;
}

/**
 * Whether every output of a command is at another place than its dependencies, whose copies lie in the same
 * directory: one that the command does not write would be taken for its result.
 */
function checkOutNotDep(
  out: CommandWork["out"],
  deps: readonly string[],
  field: Field,
  { problems, folder }: LoadContext,
): boolean {
  let isValid = true;
  const copies = deps.map((path) => relative(folder, path).split(sep).join("/"));
  for (const [port, { path }] of Object.entries(out)) {
    const copy = copies.find((one) => overlaps(one, cleanPath(path)));
    if (copy === undefined) continue;
    isValid = false;
    problems.errorAtPoints(locate(field.node, [port]).node.location, {
      code: "path-outside",
      message: `the output "${port}" lies in the same place as the dependency ${JSON.stringify(copy)}`,
      hint: "Give the output a path of its own.",
    });
  }
  return isValid;
}

function cleanPath(path: string): string {
  return posix.normalize(path).replace(/\/$/u, "");
}

/** Whether two clean relative paths are one, or one lies inside the other. */
function overlaps(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}

/** Checks that the files and folders are there that a command depends on. */
export function checkDeps(
  { fields: { deps: field } }: StageDeclaration,
  { deps }: CommandWork,
  context: LoadContext,
): void {
  if (field === undefined) return;
  for (const [index, path] of deps.entries()) {
    const { node } = locate(field.node, [index]);
    const isPlain = node.type === "scalar" && resolvePath(context, String(node.value)) === path;
    const shown = isPlain ? String(node.value) : relative(context.folder, path);
    checkInputFile(shown, node.location, context);
  }
}
