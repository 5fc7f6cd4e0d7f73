import { attributeName } from "@fairline/core";
import type { JsonValue, MetricRow } from "@fairline/core";
import type {
  BinaryModelFile,
  ChanceSteps,
  ModelFile,
  OutputsModelFile,
  ScoreMap,
} from "@fairline/model";
import type { TableSummary } from "../artifacts/table-summary.ts";
import { countText, figureText } from "../format/amount.ts";
import { columnsText } from "../format/columns.ts";
import { cut } from "../format/cut.ts";
import type { Style } from "../format/style.ts";

/** Longest text in a cell, in characters. */
const CELL = 24;

/** A table: what its columns are, and its first rows. */
export function tableText({ rows, meta, columns, head }: TableSummary, style: Style): string {
  const task = meta.task === undefined ? "" : `, task: ${meta.task}`;
  const positive = meta.positive === undefined ? "" : `, positive: ${meta.positive}`;
  const described = columns.map(({ name, type, roles, missing, distinct }) => [
    style.name(name),
    type,
    roles.join(", "),
    String(missing),
    distinct === null ? "" : String(distinct),
  ]);
  const titles = ["column", "type", "roles", "missing", "distinct"].map(style.dim);
  const cells = head.map((values) => values.map(cellText));
  return [
    `${countText(rows, "row")}, ${countText(columns.length, "column")}${task}${positive}\n\n`,
    columnsText(described, { head: titles, right: [3, 4], indent: 2 }),
    head.length === 0 ? "" : `\nThe first ${countText(head.length, "row")}:\n`,
    columnsText(cells, { head: columns.map(({ name }) => style.dim(cut(name, CELL))), indent: 2 }),
  ].join("");
}

/** Metric rows, one a line. */
export function metricsText(rows: readonly MetricRow[], style: Style): string {
  const lines = rows.map((row) => {
    const { metric, group, split, n, value, low, high } = row;
    return [
      style.name(metric),
      attributeName(row) ?? "",
      group ?? "",
      split,
      String(n),
      figureText(value),
      Number.isNaN(low) && Number.isNaN(high) ? "" : `[${figureText(low)}, ${figureText(high)}]`,
    ];
  });
  const head = ["metric", "attribute", "group", "split", "n", "value", "interval"].map(style.dim);
  return lines.length === 0 ? "No figures.\n" : columnsText(lines, { head, right: [4, 5] });
}

/** A model: its classes, its rule, what it reads and how it was trained. */
export function modelText(model: ModelFile, style: Style): string {
  const { features, training } = model;
  const facts = "target" in model ? outputFacts(model) : binaryFacts(model);
  const inputs = features.map((feature) => [
    style.name(feature.name),
    feature.type,
    feature.type === "number"
      ? `mean ${figureText(feature.mean)}, deviation ${figureText(feature.deviation)}`
      : cut(feature.values.join(", "), 60),
    feature.missing ? "missing values known" : "",
  ]);
  const trained = leaves(training, "").map(([name, value]) => [name, value]);
  return [
    columnsText(facts, { width: style.width }),
    `\n${style.bold("Features")}\n${columnsText(inputs, { indent: 2, width: style.width })}`,
    `\n${style.bold("Training")}\n${columnsText(trained, { indent: 2, width: style.width })}`,
  ].join("");
}

function binaryFacts({ classes, scoreMaps = [], rule }: BinaryModelFile): string[][] {
  return [
    ["classes", `${classes.positive} (positive), ${classes.negative}`],
    ...scoreMaps.map((map) => ["scores", scoreMapText(map)]),
    ["decides by", ruleText(rule)],
  ];
}

function outputFacts({ target }: OutputsModelFile): string[][] {
  return target.task === "regression"
    ? [["predicts", "a number"]]
    : [
        ["classes", target.classes.join(", ")],
        ["decides by", "the greatest score"],
      ];
}

function ruleText(rule: BinaryModelFile["rule"]): string {
  switch (rule.kind) {
    case "threshold":
      return `score >= ${String(rule.threshold)}`;
    case "group-thresholds": {
      const each = groupsText(rule.thresholds, figureText);
      const others = rule.otherwise === null ? "refused" : figureText(rule.otherwise);
      return `score >= a threshold per group of ${rule.attribute}: ${each}, others ${others}`;
    }
    case "group-chances": {
      const each = groupsText(rule.chances, stepsText);
      const others = rule.otherwise === null ? "refused" : stepsText(rule.otherwise);
      const by = rule.draw.by === null ? "row" : `value of ${rule.draw.by}`;
      return `drawn for each ${by} with a chance per group of ${rule.attribute}: ${each}, others ${others}`;
    }
  }
}

function scoreMapText({ attribute, curves, otherwise }: ScoreMap): string {
  const others = otherwise === null ? "refused" : otherwise.kind;
  if (attribute === null) return `mapped, ${others}`;
  return `mapped by group of ${attribute}: ${groupsText(curves, ({ kind }) => kind)}, others ${others}`;
}

function groupsText<T>(groups: Readonly<Record<string, T>>, text: (part: T) => string): string {
  return Object.entries(groups)
    .map(([group, part]) => `${group} ${text(part)}`)
    .join(", ");
}

function stepsText(steps: ChanceSteps): string {
  return steps
    .map(({ from, chance }) => `${figureText(chance)} from ${figureText(from)}`)
    .join(" / ");
}

/** Every member of nested maps with its path; lists stay whole. */
function leaves(value: JsonValue, path: string): (readonly [path: string, text: string])[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [[path, typeof value === "string" ? value : JSON.stringify(value)]];
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner, path === "" ? key : `${path}.${key}`),
  );
}

function cellText(value: string | number | null): string {
  if (value === null) return "";
  return cut(String(typeof value === "number" ? Number(value.toPrecision(6)) : value), CELL);
}
