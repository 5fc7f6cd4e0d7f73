import type { GateVerdict, JsonValue, Lineage, LineageStage } from "@fairline/core";
import type { CommandTemplate, CommandWork, Instance, Plan } from "@fairline/plan";
import { readsFrom } from "@fairline/plan/graph";

/** What is known of what is upstream of an instance, besides the plan. */
interface KnownUpstream {
  /** Ids of all instances upstream. */
  readonly ids: ReadonlySet<string>;
  readonly keyOf: (id: string) => string;
  readonly gates: readonly GateVerdict[];
}

/** What a report is told about the pipeline: everything upstream of an instance. */
export function lineageOf(plan: Plan, { ids, keyOf, gates }: KnownUpstream): Lineage {
  const { name, description, seed, instances } = plan;
  const upstream = instances.filter(({ id }) => ids.has(id));
  const stages = upstream.map((above) => describe(above, keyOf(above.id)));
  return { pipeline: name, description, seed, stages, gates };
}

/** A lineage as JSON for the key: figures that are not numbers become text, which JSON can hold. */
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
    uses: work.type === "stage" ? work.uses : commandLine(work),
    point,
    // Parameters are JSON: `keyJson` refused anything else when the key was made.
    params: work.type === "stage" ? (work.params as JsonValue) : {},
    key,
    inputs: readsFrom(instance),
  };
}

/** A command with its holes shown as the user wrote them. */
function commandLine({ command }: CommandWork): string {
  const templates = command.type === "argv" ? command.args : [command.script];
  return templates.map((parts) => parts.map(partText).join("")).join(" ");
}

function partText(part: CommandTemplate[number]): string {
  if (typeof part === "string") return part;
  const [[kind, name] = ["", ""]] = Object.entries<string>(part);
  return `\${{ ${kind}.${name} }}`;
}
