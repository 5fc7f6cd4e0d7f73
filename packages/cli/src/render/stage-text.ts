import type { JsonValue, Stage } from "@fairline/core";
import { columnsText } from "../format/columns.ts";
import type { Style } from "../format/style.ts";
import { wrapped } from "../format/wrap.ts";
import type { ParamRow } from "../stages/describe-params.ts";

/** All stages, one line each, grouped by package. */
export function stagesText(stages: Iterable<Stage>, style: Style): string {
  return columnsText(
    [...stages].map(({ name, summary }) => [style.name(name), summary]),
    { indent: 2, width: style.width },
  );
}

/** One stage: what it does, its ports, its parameters and where it comes from. */
export function stageText(stage: Stage, params: readonly ParamRow[], style: Style): string {
  const section = (title: string, body: string): string =>
    body === "" ? "" : `\n${style.bold(title)}\n${body}`;
  const layout = { indent: 2, width: style.width };
  return [
    `${style.name(stage.name)}\n${wrapped(stage.summary, 2, style.width)}`,
    section("Inputs", columnsText(inputRows(stage), layout)),
    section("Outputs", columnsText(outputRows(stage), layout)),
    section("Parameters", paramsText(params, style)),
    section(
      "Notes",
      stageNotes(stage)
        .map((note) => wrapped(note, 2, style.width))
        .join(""),
    ),
    section("Sources", stage.sources.map((source) => wrapped(source, 2, style.width)).join("")),
  ].join("");
}

/** What a stage needs besides inputs and parameters, one sentence each. */
export function stageNotes({ seeded, computes, describesPipeline }: Stage): string[] {
  return [
    ...(seeded ? ["It draws random numbers: the pipeline's seed joins its key."] : []),
    ...(computes ? ["It computes on a backend: the backend's class joins its key."] : []),
    ...(describesPipeline
      ? ["It describes the pipeline: parameters and gates of what is upstream join its key."]
      : []),
  ];
}

/** Port, kind and summary of each input, with what is special about it. */
export function inputRows({ inputs }: Stage): string[][] {
  return Object.entries(inputs).map(([port, { kind, optional, many, summary }]) => {
    const special = [
      ...(optional === true ? ["optional"] : []),
      ...(many === true ? ["many"] : []),
    ];
    return [port, [kind, ...special].join(", "), summary];
  });
}

/** Port, kind and summary of each output. */
export function outputRows({ outputs }: Stage): string[][] {
  return Object.entries(outputs).map(([port, { kind, summary }]) => [port, kind, summary]);
}

/** A parameter's default as YAML would write it on one line; `required` or `-` where it has none. */
export function defaultText(param: ParamRow): string {
  if (param.default === undefined) return param.required ? "required" : "-";
  return flowText(param.default);
}

function paramsText(params: readonly ParamRow[], style: Style): string {
  return params
    .map((param) => {
      const tail =
        param.default === undefined && !param.required ? "" : ` (${defaultWords(param)})`;
      const says = param.description === "" ? "" : wrapped(param.description, 6, style.width);
      return `  ${style.name(param.name)}: ${param.type}${style.dim(tail)}\n${says}`;
    })
    .join("");
}

function defaultWords(param: ParamRow): string {
  return param.default === undefined ? "required" : `default: ${flowText(param.default)}`;
}

function flowText(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, inner]) => `${key}: ${flowText(inner)}`);
    return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
  }
  return typeof value === "string" && /^[\w./-]+$/.test(value) ? value : JSON.stringify(value);
}
