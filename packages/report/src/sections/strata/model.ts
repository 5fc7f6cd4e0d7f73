import { forestDomain, type Forest } from "../../charts/forest.ts";
import { forestRow, forestText, parityValue } from "../../charts/forest-row.ts";
import { footnotes, daggerNote, type Footnotes } from "../../tables/footnotes.ts";
import { metricWords } from "../../format/metric-words.ts";
import { capitalized } from "../../format/text.ts";
import { withUnit } from "../../format/units.ts";
import type { Report } from "../../report.ts";
import { strataViews, type StrataView } from "./view.ts";

/** Gaps within the values of other columns, beside those over all rows. */
export interface StrataModel {
  /** The setting whose figures they are, where there are several. */
  readonly shownSetting: string | undefined;
  readonly columns: readonly StrataColumn[];
}

/** The strata of one attribute by one column. */
export interface StrataColumn {
  readonly view: StrataView;
  readonly forest: Forest;
  /** `Gap, points`. */
  readonly gapHead: string;
  readonly caption: string;
  readonly notes: Footnotes;
}

/** Lays out the strata; undefined where none were measured. */
export function strataModel(report: Report): StrataModel | undefined {
  const { settings, attributes } = report;
  const views = attributes.flatMap((attribute) => strataViews(settings[0], attribute, report));
  if (views.length === 0) return undefined;
  return {
    shownSetting: settings.length > 1 ? settings[0].label : undefined,
    columns: views.map((view, i) => strataColumn(view, report, i + 1)),
  };
}

function strataColumn(view: StrataView, { gap, decimals }: Report, number: number): StrataColumn {
  const { attribute, by, gaps, unit, strata } = view;
  const { label } = metricWords(gap);
  const rows = gaps.map((each) => forestRow(each, decimals));
  return {
    view,
    forest: {
      words: {
        id: `strata-${String(number)}`,
        title: `${capitalized(label)} by ${attribute}, within ${by}`,
        description: forestText(rows),
      },
      rows,
      lines: [],
      domain: forestDomain(rows, [parityValue(gap)]),
      axisLabel: capitalized(withUnit(label, unit)),
      hasNumbers: true,
    },
    gapHead: capitalized(withUnit("gap", unit)),
    caption: `${capitalized(label)} by ${attribute} within each ${by}`,
    notes: footnotes(
      strata.map((stratum) => stratum.gap),
      daggerNote(strata.some(({ isSmall }) => isSmall)),
    ),
  };
}
