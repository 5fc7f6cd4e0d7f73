import { attributeName } from "@fairline/core";
import type { RunDiff, RunEntry } from "@fairline/runner";
import { durationText, figureText } from "../format/amount.ts";
import { columnsText } from "../format/columns.ts";
import type { Style } from "../format/style.ts";

/** Past runs, one a line; times are UTC. */
export function runsText(runs: readonly RunEntry[], style: Style): string {
  const rows = runs.map(({ run, pipeline, startedAt, durationMs, exit, counts }) => [
    style.name(run),
    `${new Date(startedAt).toISOString().slice(0, 16).replace("T", " ")} UTC`,
    pipeline,
    exitText(exit, style),
    `${String(counts.ran)} ran, ${String(counts.reused)} reused`,
    durationText(durationMs),
  ]);
  const head = ["run", "started", "pipeline", "outcome", "instances", "time"].map(style.dim);
  return columnsText(rows, { head, right: [5] });
}

/** Two runs side by side: the parameters that differ, and the figures that differ. */
export function diffText({ a, b, params, metrics, missing }: RunDiff, style: Style): string {
  const changed = metrics.filter((figure) => !Object.is(figure.a, figure.b));
  const paramRows = params.map((param) => [
    param.instance,
    param.path,
    param.a === undefined ? "-" : JSON.stringify(param.a),
    param.b === undefined ? "-" : JSON.stringify(param.b),
  ]);
  const figureRows = changed.map((figure) => [
    figure.instance,
    figure.metric,
    [attributeName(figure), figure.group, figure.split].filter((part) => part !== null).join(" "),
    figureText(figure.a),
    figureText(figure.b),
    changeText(figure.b - figure.a),
  ]);
  const same = metrics.length - changed.length;
  return [
    `${style.name(a.run)} (${a.pipeline.name}) and ${style.name(b.run)} (${b.pipeline.name})\n`,
    `\n${style.bold("Parameters")}\n`,
    columnsText(paramRows, {
      head: ["on", "parameter", "first", "second"].map(style.dim),
      indent: 2,
    }) || "  No difference.\n",
    `\n${style.bold("Figures")}\n`,
    columnsText(figureRows, {
      head: ["of", "metric", "about", "first", "second", "change"].map(style.dim),
      right: [3, 4, 5],
      indent: 2,
    }) || "  No difference.\n",
    changed.length > 0 && same > 0 ? `  ${String(same)} more did not change.\n` : "",
    missing.length === 0
      ? ""
      : `\n${style.warn("No longer in the store:")} ${[...new Set(missing)].join(", ")}\n`,
  ].join("");
}

function changeText(change: number): string {
  if (Number.isNaN(change)) return "";
  return `${change > 0 ? "+" : ""}${change.toFixed(4)}`;
}

function exitText(exit: RunEntry["exit"], style: Style): string {
  switch (exit) {
    case 0:
      return style.good("done");
    case 1:
      return style.bad("failed");
    case 2:
      return style.bad("gate failed");
    case 130:
      return style.warn("interrupted");
  }
}
