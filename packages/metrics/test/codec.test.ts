import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { categories, columnNames, numbers, readTable } from "@fairline/arrow";
import type { MetricRow } from "@fairline/core";
import { metricsCodec, metricsFromJson, metricsToJson } from "@fairline/metrics";
import type { MetricsArtifact } from "@fairline/metrics";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const about: MetricsArtifact["about"] = {
  task: "binary",
  positive: "yes",
  label: "hired",
  source: { name: "toy" },
  attributes: [
    {
      name: "sex",
      columns: ["sex"],
      within: null,
      groups: [{ name: "Female", values: ["Female"], rows: 4 }],
    },
  ],
  splits: { test: 4 },
  intervals: { method: "bootstrap", level: 0.95, replicates: 10 },
  model: null,
  details: null,
};
const rate: MetricRow = {
  metric: "true_positive_rate",
  attribute: "sex",
  group: "Female",
  within: { column: "job", value: "a=b" },
  split: "test",
  n: 4,
  value: Number.NaN,
  low: Number.NaN,
  high: Number.NaN,
};
const overall: MetricRow = {
  ...rate,
  metric: "accuracy",
  attribute: null,
  group: null,
  within: null,
  value: 0.1 + 0.2,
  low: 0,
  high: 1,
};
const artifact: MetricsArtifact = { rows: [rate, overall], about };
/** A figure between groups with all that may be said of one. */
const gap: MetricRow = {
  ...overall,
  metric: "accuracy_difference",
  attribute: "sex",
  effective: 2.5,
  uncovered: ["Male", "(missing)"],
  degenerate: "every row has the same decision: nobody is selected",
  test: { method: "exact", pValue: 0.25, holm: 1, benjaminiHochberg: 0.5 },
  detectable: 0.375,
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "fairline-metrics-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe("metricsCodec", () => {
  it("reads back what it wrote, NaN and nulls among it", async () => {
    await metricsCodec.write(artifact, join(folder, "m"));
    expect(await metricsCodec.read(join(folder, "m"))).toEqual(artifact);
  });

  it("writes the rows as a table too, with nulls for NaN", async () => {
    await metricsCodec.write(artifact, join(folder, "m"));
    expect((await readdir(join(folder, "m"))).sort()).toEqual(["metrics.arrow", "metrics.json"]);
    const table = await readTable(join(folder, "m", "metrics.arrow"));
    expect(columnNames(table)).toEqual([
      "metric",
      "attribute",
      "group",
      "within_column",
      "within_value",
      "split",
      "n",
      "value",
      "low",
      "high",
      "effective",
      "uncovered",
      "degenerate",
      "test",
      "p_value",
      "p_value_holm",
      "p_value_benjamini_hochberg",
      "detectable",
    ]);
    expect([...numbers(table, "value").values]).toEqual([Number.NaN, 0.1 + 0.2]);
    for (const name of ["group", "within_column", "within_value"]) {
      expect([...categories(table, name).codes]).toEqual([0, -1]);
    }
    expect(categories(table, "within_value").values).toEqual(["a=b"]);
  });

  it("keeps what a figure rests on, what it leaves out, and its test, as columns too", async () => {
    await metricsCodec.write({ rows: [rate, gap], about }, join(folder, "m"));
    expect((await metricsCodec.read(join(folder, "m"))).rows).toEqual([rate, gap]);
    const table = await readTable(join(folder, "m", "metrics.arrow"));
    expect([...numbers(table, "effective").values]).toEqual([Number.NaN, 2.5]);
    expect([...numbers(table, "p_value_holm").values]).toEqual([Number.NaN, 1]);
    expect(categories(table, "uncovered").values).toEqual(["Male, (missing)"]);
  });

  it("writes the same bytes for the same artifact", async () => {
    await metricsCodec.write(artifact, join(folder, "a"));
    await metricsCodec.write(artifact, join(folder, "b"));
    for (const name of ["metrics.arrow", "metrics.json"]) {
      expect(await readFile(join(folder, "a", name))).toEqual(
        await readFile(join(folder, "b", name)),
      );
    }
  });

  it("writes an artifact without rows", async () => {
    await metricsCodec.write({ rows: [], about }, join(folder, "m"));
    expect((await metricsCodec.read(join(folder, "m"))).rows).toEqual([]);
  });

  it("refuses a directory without metrics", async () => {
    const path = join(folder, "empty");
    await mkdir(path);
    await expect(metricsCodec.read(path)).rejects.toMatchObject({
      code: "ARTIFACT_INVALID",
      message: `${path} holds no metrics.json`,
      hint: "Point at a directory that a stage wrote as its metrics output.",
    });
  });

  it("names the file that is damaged", async () => {
    const file = join(folder, "metrics.json");
    await writeFile(file, "{");
    await expect(metricsCodec.read(folder)).rejects.toMatchObject({
      code: "ARTIFACT_INVALID",
      message: `${file} is not a metrics file: it is not JSON`,
    });
  });
});

describe("metricsToJson and metricsFromJson", () => {
  it("write one row a line", () => {
    expect(metricsToJson(artifact)).toMatchInlineSnapshot(`
      "{
      "about": {"task":"binary","positive":"yes","label":"hired","source":{"name":"toy"},"attributes":[{"name":"sex","columns":["sex"],"within":null,"groups":[{"name":"Female","values":["Female"],"rows":4}]}],"splits":{"test":4},"intervals":{"method":"bootstrap","level":0.95,"replicates":10},"model":null,"details":null},
      "rows": [
      {"metric":"true_positive_rate","attribute":"sex","group":"Female","within":{"column":"job","value":"a=b"},"split":"test","n":4,"value":null,"low":null,"high":null},
      {"metric":"accuracy","attribute":null,"group":null,"within":null,"split":"test","n":4,"value":0.30000000000000004,"low":0,"high":1}
      ]
      }
      "
    `);
  });

  it("take a row that does not say among which rows it was computed as one of all rows", () => {
    const text = metricsToJson({ rows: [overall], about }).replaceAll('"within":null,', "");
    expect(text).not.toContain("within");
    expect(metricsFromJson(text, "x").rows).toEqual([overall]);
  });

  it("keep every bit of every figure", () => {
    const number = fc.oneof(fc.double({ noDefaultInfinity: true }), fc.constant(Number.NaN));
    fc.assert(
      fc.property(number, number, number, (value, low, high) => {
        const rows = [{ ...rate, value: value + 0, low: low + 0, high: high + 0 }];
        expect(metricsFromJson(metricsToJson({ rows, about }), "x").rows).toEqual(rows);
      }),
    );
  });

  it.each([
    ["[]", `x is not a metrics file: it has no "about" and "rows"`],
    [`{"about": {}, "rows": [7]}`, `x is not a metrics file: row 1 has no valid "metric"`],
    [
      `{"about": {}, "rows": [{"metric": "f1", "attribute": 1, "split": "test"}]}`,
      `x is not a metrics file: row 1 has no valid "attribute"`,
    ],
    [
      `{"about": {}, "rows": [{"metric": "f1", "attribute": null, "group": null, "split": "test", "n": "4"}]}`,
      `x is not a metrics file: row 1 has no valid "n"`,
    ],
    [
      `{"about": {}, "rows": [{"metric": "f1", "attribute": "sex", "group": null, "split": "test", "n": 4, "value": 1, "low": 0, "high": 1, "within": {"column": "job"}}]}`,
      `x is not a metrics file: row 1 has no valid "within"`,
    ],
    [
      `{"about": {}, "rows": [{"metric": "f1", "attribute": "sex", "group": null, "split": "test", "n": 4, "value": 1, "low": 0, "high": 1, "uncovered": [1]}]}`,
      `x is not a metrics file: row 1 has no valid "uncovered"`,
    ],
    [
      `{"about": {}, "rows": [{"metric": "f1", "attribute": "sex", "group": null, "split": "test", "n": 4, "value": 1, "low": 0, "high": 1, "test": {"method": "exact"}}]}`,
      `x is not a metrics file: row 1 has no valid "test"`,
    ],
  ])("refuse %s", (text, message) => {
    expect(() => metricsFromJson(text, "x")).toThrow(
      expect.objectContaining({
        code: "ARTIFACT_INVALID",
        message,
        hint: "Point at the metrics.json of a metrics artifact.",
      }) as Error,
    );
  });
});
