import type { JsonValue } from "@fairline/core";
import type { Instance, Plan, PlannedInput } from "@fairline/plan";
import { jsonText } from "../../format/json.ts";
import { commandLine, overviewOf } from "./overview.ts";

/** The whole plan as JSON text: stages and edges as drawn, and every instance with its inputs. */
export function jsonGraph(plan: Plan): string {
  const { nodes, edges } = overviewOf(plan);
  const graph = {
    name: plan.name,
    description: plan.description,
    nodes,
    edges,
    instances: plan.instances.map(instanceJson),
    switchedOff: plan.switchedOff,
    gates: plan.gates.map(({ name, stage, metric, instances }) => ({
      name,
      stage,
      metric,
      instances,
    })),
  };
  return jsonText(graph);
}

function instanceJson({ id, stage, point, work, inputs, needs, publish }: Instance): JsonValue {
  return {
    id,
    stage,
    point,
    uses: work.type === "command" ? commandLine(work) : work.uses,
    inputs: Object.fromEntries(inputs.map(({ port, from }) => [port, sourceJson(from)])),
    needs,
    publish,
  };
}

function sourceJson(from: PlannedInput["from"]): JsonValue {
  switch (from.type) {
    case "file":
      return { file: from.path };
    case "instance":
      return { instance: from.id, port: from.port };
    case "fan-in":
      return from.members.map(({ id, port }) => ({ instance: id, port }));
  }
}
