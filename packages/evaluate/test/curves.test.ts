import { rateCurve, selectionRate } from "@fairline/metrics";
import { describe, expect, it } from "vitest";
import { evaluate, figures, table, words } from "./toy.ts";

const score = Array.from({ length: 40 }, (_, row) => ((row * 7) % 40) / 40);
const people = (groups = "ab") =>
  table([
    words(
      "team",
      score.map((_, row) => groups[row % groups.length]!),
      "sensitive",
    ),
    words(
      "hired",
      score.map((value, row) => String(Number(value > 0.3 !== (row % 5 === 0)))),
      "label",
    ),
    figures("score", score, "score"),
  ]);

describe("the curves of evaluate/groups", () => {
  it("are those of all rows, then of every group", async () => {
    const { metrics } = await evaluate(people());
    expect(metrics.curves?.map(({ attribute, group }) => [attribute, group])).toEqual([
      [null, null],
      ["team", "a"],
      ["team", "b"],
    ]);
    const [all, ...groups] = metrics.curves!;
    for (const [i, { tp, fp, tn, fn }] of all!.thresholds.entries()) {
      const sum = (of: "tp" | "fp" | "tn" | "fn"): number =>
        groups.reduce((total, { thresholds }) => total + thresholds[i]![of], 0);
      expect([sum("tp"), sum("fp"), sum("tn"), sum("fn")]).toEqual([tp, fp, tn, fn]);
    }
  });

  it("pass through the figures that are reported at the threshold", async () => {
    const { metrics } = await evaluate(people(), {
      threshold: 0.37,
      intervals: { method: "analytic" },
    });
    for (const curves of metrics.curves!) {
      const row = metrics.rows.find(
        ({ metric, attribute, group }) =>
          metric === "selection_rate" && attribute === curves.attribute && group === curves.group,
      );
      expect(rateCurve(curves, selectionRate)[37]!.value).toBe(row!.value);
      const { reliability } = curves;
      const rows = reliability.reduce((sum, { weight }) => sum + weight, 0);
      const gap = reliability.reduce(
        (sum, { weight, positives, meanScore }) =>
          sum + (weight / rows) * Math.abs(positives - meanScore),
        0,
      );
      const error = metrics.rows.find(
        ({ metric, group, attribute }) =>
          metric === "expected_calibration_error" &&
          group === curves.group &&
          attribute === curves.attribute,
      );
      expect(gap).toBeCloseTo(error!.value, 12);
      for (const { low, high, positives } of reliability) {
        expect(low!).toBeLessThanOrEqual(positives);
        expect(high!).toBeGreaterThanOrEqual(positives);
      }
    }
  });

  it("are left out without scores, without intervals where none were asked for, and of more than 64 groups", async () => {
    const decided = table([
      words("team", "abab", "sensitive"),
      words("hired", "0101", "label"),
      words("approved", "0110", "prediction"),
    ]);
    expect((await evaluate(decided)).metrics).not.toHaveProperty("curves");
    const { metrics } = await evaluate(people(), { intervals: { method: "none" } });
    expect(metrics.curves![0]!.reliability[0]!.low).toBeNull();
    const many = table([
      words(
        "team",
        Array.from({ length: 65 }, (_, row) => `t${String(row)}`),
        "sensitive",
      ),
      words("hired", "0".repeat(64) + "1", "label"),
      figures(
        "score",
        Array.from({ length: 65 }, () => 0.5),
        "score",
      ),
    ]);
    expect((await evaluate(many)).metrics.curves).toHaveLength(1);
  });
});
