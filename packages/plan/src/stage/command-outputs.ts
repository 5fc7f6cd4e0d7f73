import type { Problems, SyntaxNode } from "@fairline/yaml";
import { checkName } from "../file/names.ts";
import type { ArtifactKind } from "@fairline/core";
import type { StageDeclaration } from "../file/stage-declaration.ts";
import { checkOutGiven } from "./out-given.ts";

const KINDS: ReadonlySet<unknown> = new Set<ArtifactKind>(["table", "model", "metrics", "file"]);

/**
 * The outputs that a command declares, with their kinds.
 *
 * @returns Undefined where `out` is missing or no map; the first is reported here, the second by its shape.
 */
export function commandOutputs(
  declaration: StageDeclaration,
  problems: Problems,
): ReadonlyMap<string, ArtifactKind> | undefined {
  const out = declaration.fields.get("out");
  if (!checkOutGiven(declaration, problems) || out?.node.type !== "map") return undefined;
  const outputs = new Map<string, ArtifactKind>();
  for (const [port, { keyLocation, value }] of out.node.entries) {
    checkName(port, "port", keyLocation, problems);
    outputs.set(port, declaredKind(value));
  }
  return outputs;
}

/** The kind that is written, or that the extension of the path says: a table for `.arrow`, else a file. */
function declaredKind(node: SyntaxNode): ArtifactKind {
  if (node.type === "scalar") return kindOfPath(String(node.value));
  const kind = node.type === "map" ? node.entries.get("kind")?.value : undefined;
  return kind?.type === "scalar" && isKind(kind.value) ? kind.value : "file";
}

/** The kind that the extension of a path says: a table for `.arrow`, else a file. */
export function kindOfPath(path: string): ArtifactKind {
  return path.endsWith(".arrow") ? "table" : "file";
}

function isKind(value: unknown): value is ArtifactKind {
  return KINDS.has(value);
}
