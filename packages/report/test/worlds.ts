import type { GateVerdict, Lineage, LineageStage, MetricRow, Point, Stratum } from "@fairline/core";
import {
  confusion,
  findMetric,
  groupFigures,
  NO_SCORES,
  sumConfusions,
  type Confusion,
  type GroupStatistics,
  type MetricsAbout,
  type MetricsArtifact,
} from "@fairline/metrics";
import { createRandom, type Random } from "@fairline/numeric";
import type { ReportInput } from "../src/report.ts";
import type { ReportOptions } from "../src/report-params.ts";

/** The options that a stage without parameters has. */
export const defaults: ReportOptions = { decimals: 1 };

/** A group of an invented population. */
interface InventedGroup {
  readonly name: string;
  readonly rows: number;
  readonly baseRate: number;
  readonly selectionRate: number;
}

/** One row of metrics; figures without an interval by default. */
export function metricRow(
  row: Partial<MetricRow> & Pick<MetricRow, "metric" | "value">,
): MetricRow {
  return {
    attribute: null,
    group: null,
    within: null,
    split: "test",
    n: 1000,
    low: NaN,
    high: NaN,
    ...row,
  };
}

export const about: MetricsAbout = {
  task: "binary",
  positive: ">50K",
  label: "income",
  source: {
    title: "Invented census",
    url: "https://example.org/census",
    sha256: "4f".repeat(32),
    licence: "CC BY 4.0",
    citation: "Doe, “An invented census”, 2020.",
    caveats: ["Income is cut at one threshold.", "Sex has two values only."],
  },
  attributes: [],
  splits: { train: 27_133, validation: 4_522, test: 13_567 },
  intervals: { method: "bootstrap", level: 0.95, replicates: 2_000 },
  model: null,
  details: null,
};

const RATES = [
  "base_rate",
  "selection_rate",
  "accuracy",
  "true_positive_rate",
  "false_positive_rate",
  "positive_predictive_value",
];

/** The figures between groups that worlds have. */
const BETWEEN = [
  ...["demographic_parity", "equal_opportunity"].flatMap(compared),
  "equalized_odds_difference",
  ...RATES.flatMap(compared),
];

function compared(name: string): readonly string[] {
  return [`${name}_difference`, `${name}_ratio`];
}

function summaryOf(counts: Confusion): GroupStatistics {
  return { counts, rows: counts, squares: counts, scores: NO_SCORES };
}

/** A metric of the catalog, over all rows of some groups or between them. */
function measure(name: string, counts: readonly Confusion[]): number {
  const summary = {
    groups: counts.map(summaryOf),
    overall: summaryOf(sumConfusions(counts)),
  };
  const metric = findMetric(name)!;
  return metric.scope === "group"
    ? metric.compute(summary.overall)
    : metric.compute(groupFigures(summary));
}

/** Draws a population and measures it, with intervals of the right order of width. */
function inventMetrics(
  attributes: Readonly<Record<string, readonly InventedGroup[]>>,
  random: Random,
  noise = 0.12,
): MetricsArtifact {
  const rows: MetricRow[] = [];
  for (const [attribute, groups] of Object.entries(attributes)) {
    const counts = groups.map((group) => drawGroup(group, random, noise));
    for (const [g, { name }] of groups.entries())
      rows.push(...groupRows(counts[g]!, attribute, name));
    rows.push(...betweenRows(counts, attribute));
    if (rows.every((row) => row.attribute !== null))
      rows.push(...groupRows(sumConfusions(counts), null, null));
  }
  return { rows, about };
}

function drawGroup(
  { rows, baseRate: base, selectionRate: selected }: InventedGroup,
  random: Random,
  noise: number,
): Confusion {
  const y = Array.from({ length: rows }, () => (random.uniform() < base ? 1 : 0));
  const slope = (1 - 2 * noise) * Math.min(selected, 1 - selected);
  const decide = (label: number): number =>
    random.uniform() < selected + slope * (label - base) * 1.6 ? 1 : 0;
  return confusion(y, y.map(decide));
}

function groupRows(counts: Confusion, attribute: string | null, group: string | null): MetricRow[] {
  return RATES.map((metric) => {
    const value = measure(metric, [counts]);
    const half = 1.96 * Math.sqrt((value * (1 - value)) / counts.n);
    const low = Math.max(0, value - half);
    return metricRow({
      metric,
      attribute,
      group,
      n: counts.n,
      value,
      low,
      high: Math.min(1, value + half),
    });
  });
}

function betweenRows(counts: readonly Confusion[], attribute: string): MetricRow[] {
  const n = Math.min(...counts.map((group) => group.n));
  const row = (metric: string, value: number): MetricRow =>
    metricRow({
      metric,
      attribute,
      n,
      value,
      low: Math.max(0, value - 0.9 / Math.sqrt(n)),
      high: value + 1.1 / Math.sqrt(n),
    });
  return [
    ...BETWEEN.map((metric) => row(metric, measure(metric, counts))),
    // Not smoothed: infinite where nobody of a group is selected.
    row("differential_fairness", Math.abs(Math.log(measure("selection_rate_ratio", counts)))),
  ];
}

const stage = (
  name: string,
  uses: string,
  inputs: readonly string[],
  more: Partial<LineageStage> = {},
): LineageStage => ({
  stage: name,
  uses,
  point: {},
  params: {},
  key: createRandom(name + JSON.stringify(more.point ?? {}))
    .permutation(64)
    .reduce((digits, digit) => digits + (digit % 16).toString(16), ""),
  inputs,
  ...more,
});

/** An audit of decisions: one point, one attribute, no training. */
export function auditWorld(): ReportInput {
  const value = inventMetrics(
    {
      sex: [
        { name: "Female", rows: 4_406, baseRate: 0.11, selectionRate: 0.09 },
        { name: "Male", rows: 9_161, baseRate: 0.31, selectionRate: 0.253 },
      ],
    },
    createRandom("audit"),
  );
  const gate: GateVerdict = {
    gate: "four-fifths rule",
    stage: "audit",
    point: {},
    metric: "demographic_parity_ratio",
    attribute: "sex",
    within: null,
    outcome: "fail",
    value: 0.3557,
    limit: ">= 0.8",
    message: "demographic_parity_ratio by sex is 0.3557, below 0.8.",
  };
  return {
    metrics: [
      {
        point: {},
        value: {
          ...value,
          about: { ...about, splits: { all: 13_567 } },
          rows: value.rows.map((row) => ({ ...row, split: "all" })),
        },
      },
    ],
    lineage: {
      pipeline: "audit-decisions",
      description: "",
      seed: 0,
      stages: [
        stage("decisions", "ingest/table", [], {
          params: {
            source: "decisions.csv",
            roles: { label: "repaid", prediction: "approved", sensitive: ["sex"] },
          },
        }),
        stage("audit", "evaluate/groups", ["decisions"], {
          params: { intervals: { method: "bootstrap", replicates: 2000 } },
        }),
      ],
      gates: [gate],
    },
    options: defaults,
  };
}

const STRENGTHS = [0, 0.1, 0.3, 1, 3] as const;
const SEEDS = [1, 2, 3] as const;

/** A matrix of strengths and seeds, with two attributes and their intersection. */
export function matrixWorld(): ReportInput {
  const points = STRENGTHS.flatMap((strength) => SEEDS.map((seed) => ({ seed, strength })));
  const metrics = points.map((point) => ({
    point,
    value: inventMetrics(
      matrixGroups(point.strength),
      createRandom(JSON.stringify(point)),
      0.1 + point.strength * 0.03,
    ),
  }));
  return { metrics, lineage: matrixLineage(points), options: defaults };
}

function matrixGroups(strength: number): Readonly<Record<string, readonly InventedGroup[]>> {
  const closed = 1 - Math.exp(-strength * 1.2);
  const group = (name: string, rows: number, base: number): InventedGroup => ({
    name,
    rows,
    baseRate: base,
    selectionRate: base * 0.85 * (1 - closed) + 0.2 * closed,
  });
  const races = [
    ["White", 11_000, 0.26],
    ["Black", 1_300, 0.13],
    ["Asian-Pacific-Islander", 420, 0.28],
    ["Amer-Indian-Eskimo", 140, 0.12],
    ["Other", 24, 0.13],
  ] as const;
  return {
    sex: [group("Female", 4_406, 0.11), group("Male", 9_161, 0.31)],
    race: races.map(([name, rows, base]) => group(name, rows, base)),
    "sex × race": races.flatMap(([name, rows, base]) => [
      group(`Female × ${name}`, Math.ceil(rows * 0.33), base * 0.5),
      group(`Male × ${name}`, Math.ceil(rows * 0.67), base * 1.25),
    ]),
  };
}

function matrixLineage(points: readonly Point[]): Lineage {
  const at = (name: string, point: Point): string =>
    `${name}@${Object.entries(point)
      .map(([axis, value]) => `${axis}=${JSON.stringify(value)}`)
      .join(",")}`;
  return {
    pipeline: "adult-income",
    description:
      "Does a demographic-parity penalty close the income gap by sex, and what does it cost?",
    seed: 17,
    stages: [
      stage("ingest", "ingest/dataset", [], { params: { dataset: "adult" } }),
      stage("clean", "clean/table", ["ingest"], {
        params: {
          steps: [
            { filter: "race in ('White', 'Black')" },
            "drop-duplicates",
            { split: { test: 0.3, validation: 0.1, by: ["label", "sensitive"] } },
            { impute: { numeric: "median", categorical: "mode" } },
          ],
        },
      }),
      stage("rebalance", "rebalance/reweigh", ["clean"]),
      ...points.map((point) =>
        stage("train", "train/mlp", ["rebalance"], {
          point,
          params: {
            hidden: [64, 32],
            epochs: 40,
            fairness: { penalty: "demographic-parity", strength: point["strength"]! },
          },
        }),
      ),
      ...points.map((point) =>
        stage("evaluate", "evaluate/groups", ["clean", at("train", point)], {
          point,
          params: { intervals: { method: "bootstrap", replicates: 2000 } },
        }),
      ),
    ],
    gates: [
      ...SEEDS.map((seed, i): GateVerdict => {
        const value = [0.0412, 0.0507, 0.0449][i]!;
        return {
          gate: "selection-rate gap by sex",
          stage: "evaluate",
          point: { seed, strength: 1 },
          metric: "demographic_parity_difference",
          attribute: "sex",
          within: null,
          outcome: value > 0.05 ? "fail" : "pass",
          value,
          limit: "<= 0.05",
          message: `The upper end of the interval of demographic_parity_difference by sex is ${String(value)}${value > 0.05 ? ", above 0.05" : ""}.`,
        };
      }),
      ...points.map((point, i): GateVerdict => ({
        gate: "accuracy floor",
        stage: "evaluate",
        point,
        metric: "accuracy",
        attribute: null,
        within: null,
        outcome: i > 12 ? "warn" : "pass",
        value: 0.853 - i * 0.004,
        limit: ">= 0.8",
        message: `accuracy is ${(0.853 - i * 0.004).toFixed(3)}${i > 12 ? ", below 0.8" : ""}.`,
      })),
    ],
  };
}

/** Tiny groups, groups without positives or without selected rows, and no intervals. */
export function sparseWorld(): ReportInput {
  const value = inventMetrics(
    {
      "age band": [
        { name: "18–24", rows: 3, baseRate: 0, selectionRate: 0 },
        { name: "25–44", rows: 240, baseRate: 0.4, selectionRate: 0.35 },
        { name: "45–64", rows: 120, baseRate: 0.5, selectionRate: 0.45 },
        { name: "65 and over", rows: 11, baseRate: 1, selectionRate: 1 },
      ],
      region: [{ name: "North", rows: 374, baseRate: 0.4, selectionRate: 0.4 }],
    },
    createRandom("sparse"),
  );
  const bare = { method: "none", level: 0.95, replicates: 0 } as const;
  return {
    metrics: [
      {
        point: {},
        value: {
          rows: value.rows.map((row) => ({ ...row, low: NaN, high: NaN })),
          about: { ...about, source: null, intervals: bare, splits: { test: 374 } },
        },
      },
    ],
    lineage: undefined,
    options: defaults,
  };
}

/** Decisions without labels, with the gap by sex within each department as well. */
export function strataWorld(): ReportInput {
  const rows = [
    ...comparison("sex", { F: [0.3, 1835], M: [0.45, 2691] }),
    ...comparison("sex", { F: [0.82, 108], M: [0.62, 825] }, inDepartment("A")),
    ...comparison("sex", { F: [0.68, 25], M: [0.63, 560] }, inDepartment("B=b")),
    metricRow({ metric: "selection_rate", value: 0.39, n: 4526 }),
  ];
  return {
    metrics: [{ point: {}, value: { rows, about: { ...about, label: null } } }],
    lineage: undefined,
    options: defaults,
  };
}

/** The rows of a department. */
export function inDepartment(value: string): Stratum {
  return { column: "department", value };
}

/** Selection rates of two groups and their difference, over all rows or within a stratum. */
export function comparison(
  attribute: string,
  groups: Readonly<Record<string, readonly [rate: number, n: number]>>,
  within: Stratum | null = null,
): readonly MetricRow[] {
  const found = Object.entries(groups);
  const rates = found.map(([, [rate]]) => rate);
  return [
    ...found.map(([group, [value, n]]) =>
      metricRow({ metric: "selection_rate", attribute, group, within, value, n }),
    ),
    metricRow({
      metric: "demographic_parity_difference",
      attribute,
      within,
      value: Math.max(...rates) - Math.min(...rates),
      n: Math.min(...found.map(([, [, n]]) => n)),
    }),
  ];
}

/** A matrix of departments: its points are evaluated on different rows. */
export function departmentsWorld(): ReportInput {
  const metrics = [0.1, 0.4].map((rate, i) => {
    const groups = { F: [rate, 100 + i], M: [0.5, 200] } as const;
    const sizes = Object.entries(groups).map(([name, [, rows]]) => ({
      name,
      values: [name],
      rows,
    }));
    return {
      point: { department: i === 0 ? "A" : "B" },
      value: {
        rows: [...comparison("sex", groups), metricRow({ metric: "accuracy", value: 0.8 })],
        about: {
          ...about,
          attributes: [{ name: "sex", columns: ["sex"], within: null, groups: sizes }],
        },
      },
    };
  });
  return { metrics, lineage: undefined, options: defaults };
}
