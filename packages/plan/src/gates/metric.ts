import { locate } from "@fairline/yaml";
import type { Problems } from "@fairline/yaml";
import { nameHint } from "@fairline/core";
import type { ReadGate } from "./read.ts";
import type { Expansion } from "../instances/expand.ts";

/** Whether every instance that a gate holds can produce its metric, as far as its stage can tell. */
export function checkMetric(
  { fields, node }: ReadGate,
  { ids, works }: { readonly ids: readonly string[]; readonly works: Expansion["works"] },
  problems: Problems,
): boolean {
  const asked = new Set<object>();
  for (const id of ids) {
    const work = works.get(id);
    if (work === undefined || asked.has(work.params)) continue;
    asked.add(work.params);
    const metrics = work.stage.metrics?.(work.params);
    if (metrics === undefined || metrics.includes(fields.metric)) continue;
    problems.error(locate(node, ["metric"]).node.location, {
      code: "gate-metric-unknown",
      message: `${work.uses} gives no metric ${JSON.stringify(fields.metric)} with these parameters`,
      hint: nameHint(fields.metric, metrics, "metrics"),
    });
    return false;
  }
  return true;
}
