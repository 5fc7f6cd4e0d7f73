import type { StageSummary } from "./model.ts";
import type { ReportModel } from "../../report.ts";
import { table, texts } from "../../markdown/table.ts";
import { code, codeBlock, escapeMarkdown, folded } from "../../markdown/text.ts";

/** How the figures came about: the stages, and their parameters folded; empty where the pipeline is not known. */
export function pipelineMarkdown({ pipeline, stages }: ReportModel): string {
  if (pipeline === undefined) return "";
  const heads = ["Stage", "Uses", "Reads from", "Key"].map(texts);
  return [
    "## Pipeline",
    `Pipeline ${code(pipeline.name)}, root seed ${String(pipeline.seed)}.`,
    table(heads, stages.map(stageRow)),
    folded("Parameters", stages.map(paramsMarkdown).join("\n\n")),
    ...stages.filter(({ instances }) => instances.length > 1).map(pointsMarkdown),
  ].join("\n\n");
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
