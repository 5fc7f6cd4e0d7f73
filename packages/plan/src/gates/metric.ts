import { nameHint } from "@fairline/core";
import type { StageMetric } from "@fairline/core";
import { locate } from "@fairline/yaml";
import type { Problem, Problems } from "@fairline/yaml";
import type { Expansion } from "../instances/expand.ts";
import type { ReadGate } from "./read.ts";

/** The name of what a stage says it gives. */
export function metricName(metric: string | StageMetric): string {
  return typeof metric === "string" ? metric : metric.name;
}

/** Whether every instance that a gate holds can produce its metric with such a value, as far as its stage can tell. */
export function checkMetric(
  gate: ReadGate,
  ids: readonly string[],
  stageCalls: Expansion["stageCalls"],
  problems: Problems,
): boolean {
  const { fields, node } = gate;
  const asked = new Set<object>();
  for (const id of ids) {
    const work = stageCalls.get(id);
    if (work === undefined || asked.has(work.params)) continue;
    asked.add(work.params);
    const metrics = work.stage.metrics?.(work.params);
    if (metrics === undefined) continue;
    const found = metrics.find((metric) => metricName(metric) === fields.metric);
    if (found !== undefined) {
      if (typeof found === "string" || checkLimitsOf(found, gate, problems)) continue;
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

/** Whether the limits of a gate lie in the range of its metric, and on the side where a limit makes sense. */
function checkLimitsOf(
  metric: StageMetric,
  { fields, node }: ReadGate,
  problems: Problems,
): boolean {
  for (const key of ["min", "max"] as const) {
    const value = fields[key];
    const problem =
      value === undefined ? undefined : senselessLimit(metric, fields.name, key, value);
    if (problem === undefined) continue;
    problems.error(locate(node, [key]).node.location, problem);
    return false;
  }
  return true;
}

function senselessLimit(
  { name, range, limit }: StageMetric,
  gate: string,
  key: "min" | "max",
  value: number,
): Problem | undefined {
  const code = "gate-limit-senseless";
  if (limit !== null && limit !== key) {
    const better = limit === "max" ? "smaller" : "larger";
    const message = `the gate "${gate}" sets a ${key} on ${name}, of which a ${better} one is better`;
    return { code, message, hint: `Write \`${limit}:\`.` };
  }
  const [least, greatest] = range;
  if (value >= least && value <= greatest) return undefined;
  const words = rangeWords(range);
  const passes = key === "min" ? value < least : value > greatest;
  const percentage =
    value > 1 && value <= 100 && greatest === 1
      ? "; a percentage is a share of 1: 5 % is 0.05"
      : "";
  return {
    code,
    message: `nothing could ${passes ? "fail" : "pass"} the gate "${gate}": its ${key} ${String(value)} is outside the range of ${name}, ${words}`,
    hint: `Give a limit within ${words}${percentage}.`,
  };
}

function rangeWords([least, greatest]: StageMetric["range"]): string {
  return greatest === Infinity
    ? `${String(least)} and more`
    : `${String(least)} to ${String(greatest)}`;
}
