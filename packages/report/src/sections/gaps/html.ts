import { drawForest, forestDomain, type Forest } from "../../charts/forest.ts";
import { axisValue, forestRow, forestText, parityValue } from "../../charts/forest-row.ts";
import { markup, type Markup } from "../../html/markup.ts";
import { SMALL_GROUP } from "../../figures/figure.ts";
import type { GapChart } from "./model.ts";
import { metricWords } from "../../format/metric-words.ts";
import { figureText } from "../../format/numbers.ts";
import { capitalized } from "../../format/text.ts";
import { withUnit } from "../../format/units.ts";
import type { ReportModel } from "../../report.ts";
import { chartFigure, section } from "../../html/elements.ts";

/** The gaps of every attribute, with their intervals; each on its own scale, as a small group can widen one beyond use for the others. */
export function gapsSection(model: ReportModel): Markup {
  const charts = model.attributes.map(({ gaps }) => ({ gaps, ...forestParts(gaps, model) }));
  return section("gaps", "Gaps between groups", [
    markup`<p>${legend(model)}</p>`,
    markup`<div class="charts">${charts.map(({ gaps, rows, lines }, i) =>
      rows.every(({ value }) => Number.isNaN(value))
        ? markup`<p data-attribute="${gaps.attribute}">By ${gaps.attribute}: no gap is defined.</p>`
        : chartFigure(
            drawForest({
              words: {
                id: `gap-${String(i + 1)}`,
                title: `Gaps by ${gaps.attribute}`,
                description: forestText(rows),
              },
              rows,
              lines,
              domain: forestDomain(rows, [
                parityValue(model.gap),
                ...lines.map(({ value }) => value),
              ]),
              hasNumbers: true,
              axisLabel: axisLabel(gaps, model),
            }),
            caption(gaps, model),
            gaps.attribute,
          ),
    )}</div>`,
  ]);
}

function forestParts(gaps: GapChart, { decimals }: ReportModel): Pick<Forest, "rows" | "lines"> {
  return {
    rows: gaps.rows.map(({ label, figure, isReference }) =>
      forestRow(figure, { label, decimals, isReference }),
    ),
    lines: gaps.limits.map((limit) => ({
      value: axisValue(limit, gaps.unit),
      label: `limit ${figureText(limit, gaps.unit, decimals)}`,
      kind: "limit",
    })),
  };
}

function legend({ settings, data, attributes, axes }: ReportModel): string {
  const hasSeeds = settings.some(({ members }) => members > 1);
  const charts = attributes.map(({ gaps }) => gaps);
  const rows = charts.flatMap((gaps) => gaps.rows);
  const hasIntervals = rows.some(({ figure }) => !Number.isNaN(figure.low));
  return [
    `A dot is the gap${axes.length > 0 ? ` at one ${axes.join(" and ")}` : ""}${hasSeeds ? ", averaged over the seeds" : ""}${hasIntervals ? `; the bar is its ${data.intervalName}` : ""}.`,
    ...(hasSeeds ? ["Thin strokes are the single seeds."] : []),
    ...(rows.some(({ isReference }) => isReference) ? ["The diamond is the reference."] : []),
    ...(rows.some(({ figure }) => figure.n < SMALL_GROUP)
      ? [`Hollow marks rest on a group of fewer than ${String(SMALL_GROUP)} rows.`]
      : []),
    ...(charts.some(({ limits }) => limits.length > 0)
      ? ["The dashed line is the limit of a gate."]
      : []),
    ...(charts.length > 1 ? ["Each chart has its own scale."] : []),
  ].join(" ");
}

function caption(gaps: GapChart, { axes }: ReportModel): string {
  const by = `By ${gaps.attribute}`;
  return gaps.rowName === "metric" ? by : `${by}, for each ${axes.join(" and ")}`;
}

function axisLabel(gaps: GapChart, { gap }: ReportModel): string {
  const name = gaps.rowName === "metric" ? "gap" : metricWords(gap).label;
  return capitalized(withUnit(name, gaps.unit));
}
