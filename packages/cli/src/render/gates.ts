import type { GateVerdict, Point } from "@fairline/core";
import { figureText } from "../format/amount.ts";
import { columnsText } from "../format/columns.ts";
import type { Style } from "../format/style.ts";

/** Gate verdicts as a table, one line each, with the reason under each that does not pass. */
export function gatesText(verdicts: readonly GateVerdict[], style: Style): string {
  const rows = verdicts.map((verdict) => [
    outcomeText(verdict.outcome, style),
    verdict.gate,
    `${verdict.stage}${pointText(verdict.point)}`,
    figureText(verdict.value),
    verdict.limit,
  ]);
  const head = ["outcome", "gate", "on", "figure", "limit"].map(style.dim);
  const lines = columnsText(rows, { head, right: [3], indent: 2 })
    .trimEnd()
    .split("\n");
  const [heading, ...body] = lines;
  const explained = body.flatMap((line, i) => {
    const { outcome, message } = verdicts[i]!;
    return outcome === "pass" ? [line] : [line, `          ${style.dim(message)}`];
  });
  return `${[heading, ...explained].join("\n")}\n`;
}

/** A matrix point as instance ids write it, with its `@`; empty for a stage without a matrix. */
export function pointText(point: Point): string {
  const axes = Object.entries(point)
    .sort()
    .map(([axis, value]) => {
      const text = typeof value === "string" ? value : JSON.stringify(value);
      return `${axis}=${text}`;
    });
  return axes.length === 0 ? "" : `@${axes.join(",")}`;
}

function outcomeText(outcome: GateVerdict["outcome"], style: Style): string {
  switch (outcome) {
    case "pass":
      return style.good("pass");
    case "warn":
      return style.warn("warn");
    case "fail":
      return style.bad("FAIL");
  }
}
