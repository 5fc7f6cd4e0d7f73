import { locate } from "@fairline/yaml";
import type { Problems } from "@fairline/yaml";
import { nameHint } from "@fairline/core";
import type { StageMetric } from "@fairline/core";
import type { ReadGate } from "./read.ts";
import type { Expansion } from "../instances/expand.ts";
import { checkSense } from "./sense.ts";

/** Whether every instance that a gate holds can produce its metric with such a value, as far as its stage can tell. */
export function checkMetric(
  gate: ReadGate,
  { ids, works }: { readonly ids: readonly string[]; readonly works: Expansion["works"] },
  problems: Problems,
): boolean {
  const { fields, node } = gate;
  const asked = new Set<object>();
  for (const id of ids) {
    const work = works.get(id);
    if (work === undefined || asked.has(work.params)) continue;
    asked.add(work.params);
    const metrics = work.stage.metrics?.(work.params);
    if (metrics === undefined) continue;
    const found = metrics.find((metric) => metricName(metric) === fields.metric);
    if (found !== undefined) {
      if (typeof found === "string" || checkSense(gate, found, problems)) continue;
      return false;
    }
    problems.error(locate(node, ["metric"]).node.location, {
      code: "gate-metric-unknown",
      message: `${work.uses} gives no metric ${JSON.stringify(fields.metric)} with these parameters`,
      hint: nameHint(fields.metric, metrics.map(metricName), "metrics"),
    });
    return false;
  }
  return true;
}

/** The name of what a stage says it gives. */
export function metricName(metric: string | StageMetric): string {
  return typeof metric === "string" ? metric : metric.name;
}
