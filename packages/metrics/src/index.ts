export type {
  AttributeAbout,
  GroupAbout,
  IntervalsAbout,
  MetricsAbout,
  MetricsArtifact,
} from "./artifact.ts";
export { COMPARISONS, comparisonsOf } from "./between/comparisons.ts";
export { metricsCodec } from "./codec.ts";
export { confusion, sumConfusions } from "./confusion.ts";
export type { Cells, Confusion } from "./confusion.ts";
export { groupFigures } from "./group-figures.ts";
export { metricsFromJson, metricsToJson } from "./json.ts";
export type {
  BetweenMetric,
  CellMetric,
  Comparison,
  Count,
  Criterion,
  GroupFigures,
  GroupMetric,
  Metric,
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
export { scoreFigures, scorePanel } from "./score-panel.ts";
export type { ScoreFigures, ScorePanel } from "./score-panel.ts";
export type { GroupSummary, Summary } from "./summary.ts";
