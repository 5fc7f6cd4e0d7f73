export type {
  AttributeAbout,
  GroupAbout,
  IntervalsAbout,
  MetricsAbout,
  MetricsArtifact,
} from "./artifact.ts";
export { comparedGroups } from "./between/compared-groups.ts";
export { difference } from "./between/difference.ts";
export { COMPARISONS, comparisonsOf } from "./between/comparisons.ts";
export { metricsCodec } from "./codec.ts";
export { confusion, sumConfusions } from "./confusion.ts";
export type { Cells, Confusion } from "./confusion.ts";
export { curvesOf, rateCurve } from "./curves.ts";
export type {
  CurveIntervals,
  GroupCurves,
  RatePoint,
  ReliabilityBin,
  ThresholdCounts,
} from "./curves.ts";
export { groupFigures } from "./group-figures.ts";
export { metricsFromJson, metricsToJson } from "./json.ts";
export type {
  ComparedGroups,
  BetweenMetric,
  CellMetric,
  Comparison,
  Count,
  Criterion,
  Denominator,
  Gap,
  GroupFigures,
  GroupMetric,
  Metric,
  MeanMetric,
  MetricNeed,
  MetricUnit,
  Rate,
  RatePhrase,
  ScoreMetric,
  Subject,
} from "./metric.ts";
export { CRITERIA, METRICS, findMetric, metricNames, metricsOf } from "./metrics.ts";
export type { Convention } from "./metrics.ts";
export { accuracy } from "./rate/accuracy.ts";
export { selectionRate } from "./rate/selection-rate.ts";
export { truePositiveRate } from "./rate/true-positive-rate.ts";
export { CellTally } from "./statistics/cell-tally.ts";
export type { CellCounts, TallyRows } from "./statistics/cell-tally.ts";
export { ALL_ROWS, effectiveRows, NEGATIVE_ROWS, POSITIVE_ROWS } from "./statistics/evidence.ts";
export { NO_SCORES, scoresByGroup, sortRows } from "./statistics/score-rows.ts";
export type { RowValue, ScoreColumns, ScoreRows, SortedRows } from "./statistics/score-rows.ts";
export type { GroupStatistics, Statistics } from "./statistics/statistics.ts";
