import { INVALID, reportIssues } from "@fairline/yaml";
import type { MapNode, Problems } from "@fairline/yaml";
import type { JsonValue } from "@fairline/core";
import { GATE, type GateFields } from "../file/keys.ts";
import { evaluateTemplate } from "../expression/evaluate-template.ts";
import type { Scope } from "../expression/scope.ts";
import { compileTemplate } from "../expression/template.ts";

/** A gate whose fields have the right form, with its location. */
export interface ReadGate {
  readonly fields: GateFields;
  readonly node: MapNode;
}

/** Evaluates a gate and holds it against its shape; undefined where that fails, and was reported. */
export function readGate(node: MapNode, scope: Scope, problems: Problems): ReadGate | undefined {
  const value = evaluateTemplate(compileTemplate(node, ["params"], problems), scope, problems);
  if (value === INVALID) return undefined;
  const result = GATE.safeParse(value);
  if (result.success) return { fields: result.data, node };
  const name = (value as Readonly<Record<string, JsonValue>>)["name"];
  const owner = typeof name === "string" ? `the gate ${JSON.stringify(name)}` : "a gate";
  const about = {
    owner,
    noun: "key",
    ownerLocation: { ...node.location, range: { ...node.location.range, length: 1 } },
  } as const;
  reportIssues(result.error.issues, { schema: GATE, value, node, ...about }, problems);
  return undefined;
}
