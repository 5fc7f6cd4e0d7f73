import type { PipelineModel, StageSummary } from "./model.ts";
import { table, texts } from "../../markdown/table.ts";
import { code, codeBlock, escapeMarkdown, folded } from "../../markdown/text.ts";

/** How the figures came about: the stages, and their parameters folded. */
export function pipelineMarkdown({ name, seed, stages }: PipelineModel): readonly string[] {
  const heads = ["Stage", "Uses", "Reads from", "Key"].map(texts);
  return [
    `Pipeline ${code(name)}, root seed ${String(seed)}.`,
    table(heads, stages.map(stageRow)),
    folded("Parameters", stages.map(paramsMarkdown).join("\n\n")),
    ...stages.filter(({ instances }) => instances.length > 1).map(pointsMarkdown),
  ];
}

function stageRow({ stage, uses, inputs, instances }: StageSummary): string[] {
  const [only, ...more] = instances;
  return [
    escapeMarkdown(stage),
    code(uses),
    inputs.map(escapeMarkdown).join(", "),
    only === undefined || more.length > 0 ? `${String(instances.length)} points` : code(only.key),
  ];
}

function paramsMarkdown({ stage, params, varying }: StageSummary): string {
  const varies = varying.length === 0 ? "" : ` (varying: ${varying.map(code).join(", ")})`;
  const head = `**${escapeMarkdown(stage)}**${varies}`;
  return params === "" ? `${head}: none shared or set` : `${head}\n\n${codeBlock(params, "yaml")}`;
}

function pointsMarkdown({ stage, varying, instances }: StageSummary): string {
  const heads = ["Point", ...varying.map(escapeMarkdown), "Key"].map(texts);
  const rows = instances.map(({ point, values, key }) => [
    escapeMarkdown(point),
    ...values.map((value) => escapeMarkdown(value ?? "unset")),
    code(key),
  ]);
  return folded(`Points of ${stage} (${String(instances.length)})`, table(heads, rows));
}
