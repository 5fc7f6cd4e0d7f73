import type { JsonValue } from "@fairline/core";
import { INVALID, locate, reportIssues } from "@fairline/yaml";
import type { MapNode, Problem, Problems } from "@fairline/yaml";
import { evaluateTemplate } from "../expression/evaluate.ts";
import type { Scope } from "../expression/scope.ts";
import { compileTemplate } from "../expression/template.ts";
import { GATE, type GateFields } from "../file/keys.ts";
import { parseOnce } from "../file/stage-declaration.ts";
import type { LoadContext } from "../load-context.ts";
import { checkInputFile } from "../stage/input-file.ts";

/** A gate whose fields have the right form, with its location. */
export interface ReadGate {
  readonly fields: GateFields;
  readonly node: MapNode;
  /** Whether it has limits that a value can keep, and its baseline is there. */
  readonly isLimited: boolean;
}

/** Reads gates and checks what each says by itself, and that no two have the same name. */
export function readGates(
  nodes: readonly MapNode[],
  scope: Scope,
  context: LoadContext,
): readonly ReadGate[] {
  const gates = nodes
    .map((node) => readGate(node, scope, context))
    .filter((gate) => gate !== undefined);
  const seen = new Set<string>();
  for (const { fields, node } of gates) {
    if (seen.has(fields.name)) {
      context.problems.error(locate(node, ["name"]).node.location, {
        code: "name-duplicate",
        message: `there are two gates called "${fields.name}"`,
        hint: "Rename one of them.",
      });
    }
    seen.add(fields.name);
  }
  return gates;
}

/** Evaluates a gate and holds it against its schema; undefined where that fails, and was reported. */
function readGate(node: MapNode, scope: Scope, context: LoadContext): ReadGate | undefined {
  const { problems } = context;
  const value = evaluateTemplate(compileTemplate(node, ["params"], problems), scope, problems);
  if (value === INVALID) return undefined;
  const result = GATE.safeParse(value, parseOnce);
  if (!result.success) {
    const { location } = node;
    const ownerLocation = { ...location, range: { ...location.range, length: 1 } };
    const names = { owner: ownerOf(value), noun: "key", ownerLocation } as const;
    reportIssues(result.error.issues, { schema: GATE, value, node, ...names }, problems);
    return undefined;
  }
  const fields = result.data;
  const hasLimits = checkLimits(fields, node, problems);
  return { fields, node, isLimited: checkBaseline(fields, node, context) && hasLimits };
}

function ownerOf(value: JsonValue): string {
  const members = typeof value === "object" ? Object.entries(value ?? {}) : [];
  const [, name] = members.find(([key]) => key === "name") ?? [];
  return typeof name === "string" ? `the gate ${JSON.stringify(name)}` : "a gate";
}

/** Whether a gate has a limit, and limits that a value can keep. */
function checkLimits(fields: GateFields, node: MapNode, problems: Problems): boolean {
  const { name, min, max, baseline } = fields;
  const report = (key: string, problem: Problem): boolean => {
    problems.error(locate(node, [key]).node.location, problem);
    return false;
  };
  if ([min, max, baseline, fields["max-increase"]].every((limit) => limit === undefined)) {
    return report("metric", {
      code: "gate-limit-missing",
      message: `the gate "${name}" has no limit, so nothing could fail it`,
      hint: "Add `min:`, `max:`, or `baseline:` with `max-increase:`.",
    });
  }
  if (min === undefined || max === undefined || min <= max) return true;
  return report("min", {
    code: "gate-unreachable",
    message: `no value can pass the gate "${name}": its min ${String(min)} is above its max ${String(max)}`,
    hint: "Lower `min` or raise `max`.",
  });
}

/** Whether `baseline` and `max-increase` come together, and the baseline is there. */
function checkBaseline(fields: GateFields, node: MapNode, context: LoadContext): boolean {
  const { name, baseline } = fields;
  const increase = fields["max-increase"];
  if ((baseline === undefined) === (increase === undefined)) {
    const { location } = locate(node, ["baseline"]).node;
    return baseline === undefined || checkInputFile(baseline, location, context);
  }
  const [given, lacking] =
    baseline === undefined ? ["max-increase", "baseline"] : ["baseline", "max-increase"];
  context.problems.error(locate(node, [given]).keyLocation, {
    code: "gate-limit-missing",
    message: `the gate "${name}" has \`${given}\` and no \`${lacking}\``,
    hint: `Add \`${lacking}:\`.`,
  });
  return false;
}
