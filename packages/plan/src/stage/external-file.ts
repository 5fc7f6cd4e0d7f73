import { locate } from "@fairline/yaml";
import { relative } from "node:path";
import type { ExternalInput } from "@fairline/core";
import type { StageDeclaration } from "../file/stage-declaration.ts";
import type { Loading } from "../load-context.ts";
import { checkInputFile } from "./input-file.ts";

/** Checks a file that a stage's parameters name. */
export function checkExternalFile(
  { path, param = [] }: ExternalInput & { readonly type: "file" },
  { fields, location }: StageDeclaration,
  loading: Loading,
): void {
  const field = fields.get("with");
  const at =
    field === undefined
      ? (fields.get("uses")?.node.location ?? location)
      : locate(field.node, param).node.location;
  checkInputFile(relative(loading.folder, path) || path, at, loading);
}
