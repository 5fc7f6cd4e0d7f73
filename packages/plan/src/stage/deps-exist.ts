import { locate } from "@fairline/yaml";
import { relative } from "node:path";
import type { CommandWork } from "../plan.ts";
import type { StageDeclaration } from "../file/stage-declaration.ts";
import { resolvePath, type Loading } from "../load-context.ts";
import { checkInputFile } from "./input-file.ts";

/** Checks the files and folders that a command depends on. */
export function checkDeps(
  declaration: StageDeclaration,
  { deps }: CommandWork,
  loading: Loading,
): void {
  const field = declaration.fields.get("deps");
  if (field === undefined) return;
  for (const [index, path] of deps.entries()) {
    const { node } = locate(field.node, [index]);
    const isPlain = node.type === "scalar" && resolvePath(loading, String(node.value)) === path;
    const shown = isPlain ? String(node.value) : relative(loading.folder, path);
    checkInputFile(shown, node.location, loading);
  }
}
