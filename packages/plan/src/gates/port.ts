import { locate } from "@fairline/yaml";
import type { Problems } from "@fairline/yaml";
import { nameHint } from "@fairline/core";
import type { ReadGate } from "./read.ts";
import { outputsOf, type StageModel } from "../stage/model.ts";

/**
 * The stage and the metrics output that a gate holds: `stage.port`, or the stage's only output of kind `metrics`.
 *
 * @returns Undefined where there is none, which is reported, or where the stage is broken.
 */
export function resolveGatePort(
  { fields, node }: ReadGate,
  models: ReadonlyMap<string, StageModel>,
  problems: Problems,
): { readonly stage: string; readonly port: string } | undefined {
  const { location } = locate(node, ["stage"]).node;
  const [stage = "", named] = fields.stage.split(".");
  const model = models.get(stage);
  if (model === undefined) {
    problems.error(location, {
      code: "stage-unknown",
      message: `there is no stage ${JSON.stringify(stage)} for the gate "${fields.name}"`,
      hint: nameHint(stage, models.keys(), "stages"),
    });
    return undefined;
  }
  const outputs = model.work && outputsOf(model.work);
  if (outputs === undefined) return undefined;
  const metrics = [...outputs].filter(([, kind]) => kind === "metrics").map(([port]) => port);
  const [only] = metrics;
  if (named === undefined && only !== undefined && metrics.length === 1)
    return { stage, port: only };
  if (named !== undefined && metrics.includes(named)) return { stage, port: named };
  problems.error(location, {
    code: metrics.length > 1 && named === undefined ? "port-ambiguous" : "gate-metric-unknown",
    message:
      named === undefined
        ? `"${stage}" has ${metrics.length === 0 ? "no output" : "several outputs"} of kind metrics for the gate "${fields.name}"`
        : `"${stage}" has no output ${JSON.stringify(named)} of kind metrics`,
    hint:
      metrics.length === 0
        ? "Name a stage that evaluates."
        : `Write ${metrics.map((port) => `${stage}.${port}`).join(" or ")}.`,
  });
  return undefined;
}
