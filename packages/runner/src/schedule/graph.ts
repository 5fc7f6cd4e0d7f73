import type { GateVerdict, JsonValue, Lineage, LineageStage } from "@fairline/core";
import type { Instance, Plan } from "@fairline/plan";

/** The instances that an instance waits for, sorted: those it reads from and those it `needs`. */
export function upstreamOf(instance: Instance): readonly string[] {
  const ids = new Set(instance.needs);
  for (const id of readsFrom(instance)) ids.add(id);
  return [...ids].sort();
}

/** The instances that an instance reads from, sorted. */
function readsFrom(instance: Instance): readonly string[] {
  const ids = new Set<string>();
  for (const { from } of instance.inputs) {
    if (from.type === "instance") ids.add(from.id);
    else if (from.type === "fan-in") for (const member of from.members) ids.add(member.id);
  }
  return [...ids].sort();
}

/** Every instance that some instances depend on, themselves included. */
export function closureOf(plan: Plan, ids: Iterable<string>): ReadonlySet<string> {
  const byId = new Map(plan.instances.map((instance) => [instance.id, instance]));
  const found = new Set<string>();
  const open = [...ids];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const instance = byId.get(id);
    if (instance === undefined || found.has(id)) continue;
    found.add(id);
    open.push(...upstreamOf(instance));
  }
  return found;
}

/** What a report is told about the pipeline: everything upstream of an instance. */
export function lineageFor(
  instance: Instance,
  plan: Plan,
  known: { keyOf(id: string): string; readonly gates: readonly GateVerdict[] },
): Lineage {
  const upstream = closureOf(plan, upstreamOf(instance));
  const stages = plan.instances
    .filter(({ id }) => upstream.has(id))
    .map((above) => describe(above, known.keyOf(above.id)));
  return {
    pipeline: plan.name,
    description: plan.description,
    seed: plan.seed,
    stages,
    gates: known.gates,
  };
}

/** A lineage as JSON for the key: figures that are not numbers become words, which JSON can say. */
export function lineageJson(lineage: Lineage): JsonValue {
  const gates = lineage.gates.map(({ value, within, ...verdict }) => ({
    ...verdict,
    within: within && { ...within },
    value: Number.isFinite(value) ? value : String(value),
  }));
  return { ...lineage, stages: lineage.stages.map((stage) => ({ ...stage })), gates };
}

function describe(instance: Instance, key: string): LineageStage {
  const { work, stage, point } = instance;
  return {
    stage,
    uses: work.type === "stage" ? work.uses : commandLine(instance),
    point,
    // Parameters are JSON: `keyJson` refused anything else when the key was made.
    params: work.type === "stage" ? (work.params as JsonValue) : {},
    key,
    inputs: readsFrom(instance),
  };
}

/** A command with its holes shown as the user wrote them. */
function commandLine({ work }: Instance): string {
  if (work.type !== "command") return work.uses;
  const { command } = work;
  const templates = command.type === "argv" ? command.args : [command.script];
  const hole = (part: Readonly<Record<string, string>>): string => {
    const [kind, name] = Object.entries(part)[0] ?? ["", ""];
    return `\${{ ${kind}.${name} }}`;
  };
  return templates
    .map((parts) => parts.map((part) => (typeof part === "string" ? part : hole(part))).join(""))
    .join(" ");
}
