import { drawForest, forestDomain } from "../../charts/forest.ts";
import { forestRow, forestText, parityValue } from "../../charts/forest-row.ts";
import { markup, type Markup } from "../../html/markup.ts";
import { numberNotes } from "../../format/figure-cell.ts";
import { SMALL_GROUP } from "../../figures/figure.ts";
import { metricWords } from "../../format/metric-words.ts";
import { countText } from "../../format/numbers.ts";
import { capitalized } from "../../format/text.ts";
import { withUnit } from "../../format/units.ts";
import type { ReportModel } from "../../report.ts";
import type { StrataView, Stratum } from "./model.ts";
import { groupsTable } from "../groups/html.ts";
import {
  cellMarkup,
  chartFigure,
  folded,
  noteList,
  scrolling,
  section,
} from "../../html/elements.ts";

/** Gaps within the values of other columns, beside those over all rows; nothing where none were measured. */
export function strataSection(model: ReportModel): Markup {
  const views = model.attributes.flatMap(({ strata }) => strata);
  if (views.length === 0) return markup``;
  const at =
    model.settings.length > 1 ? ` The figures are those with ${model.settings[0]!.label}.` : "";
  return section("strata", "Within strata", [
    markup`<p>The gap over all rows (the diamond) beside the gap among the rows of each stratum. They can differ, even in direction (“other way”), where groups are spread unevenly over the strata. Which of them matters depends on whether the stratum is itself a path of unequal treatment; no figure settles that.${at}</p>`,
    ...views.map((view, i) => viewMarkup(view, model, i + 1)),
  ]);
}

function viewMarkup(view: StrataView, model: ReportModel, number: number): Markup {
  const { attribute, by, gaps, unit } = view;
  const { label } = metricWords(model.gap);
  const rows = gaps.map(({ label: name, figure, isReference }) =>
    forestRow(figure, { label: name, decimals: model.decimals, isReference }),
  );
  const svg = drawForest({
    words: {
      id: `strata-${String(number)}`,
      title: `${capitalized(label)} by ${attribute}, within ${by}`,
      description: forestText(rows),
    },
    rows,
    lines: [],
    domain: forestDomain(rows, [parityValue(model.gap)]),
    axisLabel: capitalized(withUnit(label, unit)),
    hasNumbers: true,
  });
  return markup`<div data-attribute="${attribute}">
<h3>By ${attribute}, within ${by}</h3>
<div class="charts">${chartFigure(svg, `All rows, and each ${by}`, attribute)}</div>
${tableMarkup(view, model)}
${folded(
  `The groups within each ${by}`,
  view.strata.map(({ name, groups }) =>
    groupsTable(groups, `Groups by ${attribute} within ${by}=${name}`),
  ),
)}
</div>
`;
}

function tableMarkup({ attribute, by, strata, unit }: StrataView, { gap }: ReportModel): Markup {
  const caption = `${capitalized(metricWords(gap).label)} by ${attribute} within each ${by}`;
  const notes = numberNotes(strata.map((stratum) => stratum.gap));
  const weak = strata.some(({ isSmall }) => isSmall)
    ? [`† Rests on a group of fewer than ${String(SMALL_GROUP)} rows: read with care.`]
    : [];
  return markup`${scrolling(
    caption,
    markup`<table class="sortable"><caption><span>${caption}</span></caption><thead><tr><th scope="col">${capitalized(by)}</th><th scope="col" class="number">${capitalized(withUnit("gap", unit))}</th><th scope="col">Lowest and highest group</th><th scope="col" class="number">Rows of the smallest</th></tr></thead><tbody>${strata.map((stratum) => rowMarkup(stratum, notes))}</tbody></table>`,
  )}
${noteList(notes, weak)}`;
}

function rowMarkup(
  { name, gap, between, n, isSmall, isReversed }: Stratum,
  notes: ReadonlyMap<string, number>,
): Markup {
  return markup`<tr${isSmall ? markup` class="weak"` : markup``}><th scope="row">${name}</th>${cellMarkup(gap, notes)}<td>${
    between === undefined ? "" : `${between.lowest} – ${between.highest}`
  }${isReversed ? markup` <span class="tag">other way</span>` : markup``}</td><td class="number" data-value="${n}">${countText(n)}${isSmall ? " †" : ""}</td></tr>`;
}
