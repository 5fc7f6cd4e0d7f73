import type { Lineage, Point } from "@fairline/core";
import type { MetricsAbout, MetricsArtifact } from "@fairline/metrics";
import { findFronts, type Front } from "./figures/front.ts";
import { findReference } from "./figures/reference.ts";
import { sharesRows } from "./figures/same-rows.ts";
import { selectContent, type Selection } from "./figures/selection.ts";
import { groupSettings, varyingAxes, type Setting } from "./figures/setting.ts";
import { intervalName } from "./format/interval.ts";
import type { ReportOptions } from "./report-params.ts";

/** What every section of a report is made from. Its texts are plain: a renderer escapes every one of them. */
export interface Report extends Selection {
  readonly title: string;
  /** Empty where the pipeline has none. */
  readonly description: string;
  /** The pipeline that gave the metrics; undefined where it is not known. */
  readonly lineage: Lineage | undefined;
  /** What the metrics say of their data, one per matrix point. All come from one stage. */
  readonly abouts: readonly [MetricsAbout, ...MetricsAbout[]];
  /** Decimals of per cents and of percentage points. */
  readonly decimals: number;
  /** `95 % interval`. */
  readonly intervalName: string;
  /** The axes on which the settings differ; empty for a single setting. */
  readonly axes: readonly string[];
  /** The reference first, where there is one. */
  readonly settings: readonly [Setting, ...Setting[]];
  /** Whether the settings were evaluated on the same rows, so that one can be compared with another. */
  readonly isComparable: boolean;
  /** The setting that the others are compared with; undefined for a single one, and for settings evaluated on different rows. */
  readonly reference: Setting | undefined;
  /** By attribute; none without a reference, without a performance metric, or where fewer than two settings have both figures. */
  readonly fronts: ReadonlyMap<string, Front>;
}

/** What a report is made from. */
export interface ReportInput {
  /** One per matrix point. */
  readonly metrics: readonly { readonly point: Point; readonly value: MetricsArtifact }[];
  readonly lineage: Lineage | undefined;
  readonly options: ReportOptions;
}

/**
 * Reads the metrics for the sections of a report.
 *
 * @throws FairlineError `ROWS_EMPTY` for metrics without rows, `PARAM_INVALID` for an option that names what they do not have.
 */
export function buildReport({ metrics, lineage, options }: ReportInput): Report {
  const members = metrics.map(({ point, value }) => ({ point, rows: value.rows }));
  const selection = selectContent(
    members.flatMap(({ rows }) => rows),
    options,
  );
  // `selectContent` has found a row, so that there is an artifact and a setting.
  const [first, ...others] = metrics.map(({ value }) => value.about);
  const abouts = [first!, ...others] as const;
  const isReference = findReference(
    members.map(({ point }) => point),
    options.reference,
  );
  const [setting, ...more] = groupSettings(members, selection.split, isReference);
  const settings = [setting!, ...more] as const;
  const isComparable = sharesRows(
    metrics.map(({ point, value }) => ({ point, about: value.about })),
  );
  const reference = more.length > 0 && isComparable ? setting : undefined;
  return {
    ...selection,
    title: options.title ?? lineage?.pipeline ?? "Fairness report",
    description: lineage?.description ?? "",
    lineage,
    abouts,
    decimals: options.decimals,
    intervalName: intervalName(abouts[0]),
    axes: varyingAxes(settings.map(({ point }) => point)),
    settings,
    isComparable,
    reference,
    fronts: reference === undefined ? new Map() : findFronts(settings, selection),
  };
}
