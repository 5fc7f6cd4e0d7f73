import type { Lineage, Point } from "@fairline/core";
import type { MetricsArtifact } from "@fairline/metrics";
import { attributeView, type AttributeView } from "./sections/attribute-view.ts";
import { sharesRows } from "./figures/same-rows.ts";
import { summarizeData, type DataSummary } from "./sections/data/model.ts";
import { basisSentence } from "./sections/headline/sample-size.ts";
import { definitionsOf, type Definition } from "./sections/definitions/model.ts";
import { summarizeGates, type GateSummary } from "./sections/gates/model.ts";
import { headline } from "./sections/headline/model.ts";
import { limitsOf } from "./sections/limits/model.ts";
import { summarizePipeline, type StageSummary } from "./sections/pipeline/model.ts";
import { findReference } from "./figures/reference.ts";
import { selectContent, type ReportOptions } from "./figures/selection.ts";
import type { Sentence } from "./format/sentence.ts";
import { groupSettings, varyingAxes, type Setting } from "./figures/setting.ts";

/** All that a report says, free of any format. Its texts are plain: a renderer escapes every one of them. */
export interface ReportModel {
  readonly title: string;
  readonly description: string;
  readonly pipeline: { readonly name: string; readonly seed: number } | undefined;
  /** The first is the summary in one sentence. */
  readonly headline: readonly Sentence[];
  /** What the figures rest on, in one sentence. */
  readonly basis: string;
  readonly gates: readonly GateSummary[];
  readonly gap: string;
  /** Undefined for decisions without labels. */
  readonly performance: string | undefined;
  readonly decimals: number;
  readonly split: string;
  /** The axes on which the settings differ; empty for a single setting. */
  readonly axes: readonly string[];
  /** The reference first, where there is one. */
  readonly settings: readonly Setting[];
  /** The setting that the others are compared with; undefined for a single one, and for settings evaluated on different rows. */
  readonly reference: Setting | undefined;
  readonly attributes: readonly AttributeView[];
  readonly data: DataSummary;
  readonly stages: readonly StageSummary[];
  readonly definitions: readonly Definition[];
  readonly limits: readonly string[];
}

/** What a report is made from. */
export interface ReportInput {
  /** One per matrix point. */
  readonly metrics: readonly { readonly point: Point; readonly value: MetricsArtifact }[];
  readonly lineage: Lineage | undefined;
  readonly options: ReportOptions;
}

/**
 * Works out all that a report says.
 *
 * @throws FairlineError `ROWS_EMPTY` for metrics without rows, `PARAM_INVALID` for an option that names what they do not have.
 */
export function buildReport({ metrics, lineage, options }: ReportInput): ReportModel {
  const members = metrics.map(({ point, value }) => ({ point, rows: value.rows }));
  const selection = selectContent(
    members.flatMap(({ rows }) => rows),
    options,
  );
  const isReference = findReference(
    members.map(({ point }) => point),
    options.reference,
  );
  const settings = groupSettings(members, selection.split, isReference);
  const isComparable = sharesRows(
    metrics.map(({ point, value }) => ({ point, about: value.about })),
  );
  const reference = settings.length > 1 && isComparable ? settings[0] : undefined;
  const gates = lineage?.gates ?? [];
  const { gap, performance, split } = selection;
  const { decimals } = options;
  const attributes = selection.attributes.map((attribute) =>
    attributeView(settings, attribute, { selection, decimals, reference, gates }),
  );
  // `selectContent` has found a row, so that there is a member; all members of one report come from one stage.
  const data = summarizeData(metrics[0]!.value.about);
  const { intervalName } = data;
  return {
    title: options.title ?? lineage?.pipeline ?? "Fairness report",
    description: lineage?.description ?? "",
    pipeline: lineage && { name: lineage.pipeline, seed: lineage.seed },
    headline: headline(attributes, { settings, isComparable, gap, decimals, intervalName }),
    basis: basisSentence(
      metrics.map(({ value }) => value.about),
      split,
    ),
    gates: summarizeGates(gates),
    gap,
    performance,
    decimals,
    split,
    axes: varyingAxes(settings.map(({ point }) => point)),
    settings,
    reference,
    attributes,
    data,
    stages: lineage === undefined ? [] : summarizePipeline(lineage),
    definitions: definitionsOf(attributes, performance === undefined ? [gap] : [gap, performance]),
    limits: limitsOf(settings, attributes),
  };
}
