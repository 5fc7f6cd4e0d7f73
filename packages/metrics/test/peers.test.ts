import { comparedGroups, findMetric, groupFigures } from "@fairline/metrics";
import type { GroupStatistics, Statistics } from "@fairline/metrics";
import { describe, expect, it } from "vitest";
/* Written by tools/peers/metrics.py, which says with which packages. */
import peers from "./peers.json" with { type: "json" };
import { statisticsOf } from "./statistics.ts";

const { group, y, prediction, score, weight } = peers.rows;
const GROUPS = ["a", "b", "c"] as const;
const rows = { codes: group.map((name) => GROUPS.indexOf(name as "a")), y, prediction, score };
const plain = statisticsOf(rows, 3);

function inGroup(name: string, of: GroupStatistics): number {
  const metric = findMetric(name);
  if (metric?.scope !== "group") throw new Error(`${name} is no metric of a group`);
  return metric.compute(of);
}

function between(name: string, of: Statistics): number {
  const metric = findMetric(name);
  if (metric?.scope !== "between-groups") throw new Error(`${name} is not between groups`);
  return metric.compute(groupFigures(of));
}

describe("figures of scikit-learn and SciPy", () => {
  it.each(Object.entries(peers.overall))("%s of all rows", (name, expected) => {
    expect(Math.abs(inGroup(name, plain.overall) - expected)).toBeLessThan(1e-12);
  });

  it.each(Object.entries(peers.weighted))("%s with weights", (name, expected) => {
    const { overall } = statisticsOf({ ...rows, weight }, 3);
    expect(Math.abs(inGroup(name, overall) - expected)).toBeLessThan(1e-12);
  });

  it.each(GROUPS)("every figure of group %s", (name) => {
    for (const [metric, expected] of Object.entries(peers.by_group[name])) {
      const found = inGroup(metric, plain.groups[GROUPS.indexOf(name)]!);
      expect(Math.abs(found - expected), metric).toBeLessThan(1e-12);
    }
  });

  it("areas between curves, and Cohen's d", () => {
    expect(between("abcc", plain)).toBeCloseTo(peers.between.abcc, 12);
    expect(between("cohens_d", plain)).toBeCloseTo(peers.between.cohens_d, 12);
    // The peer's are sums over a fine grid.
    expect(between("abroca", plain)).toBeCloseTo(peers.between.abroca, 5);
    expect(Math.abs(between("abpc", plain) - peers.between.abpc)).toBeLessThan(5e-4);
  });
});

describe("figures of AIF360", () => {
  const { average_odds_of_b_less_a: averageOdds, ...others } = peers.aif360;

  it.each(Object.entries(others))("%s", (name, expected) => {
    const found =
      findMetric(name)?.scope === "group" ? inGroup(name, plain.overall) : between(name, plain);
    expect(Math.abs(found - expected)).toBeLessThan(1e-12);
  });

  it("average odds", () => {
    const [a, b] = plain.groups.map((one) => inGroup("average_odds", one));
    expect(b! - a!).toBeCloseTo(averageOdds, 12);
  });
});

it("has intervals that hold the figures, wherever it has one", () => {
  const compared = comparedGroups(plain, "wilson");
  const names = [...Object.keys(peers.overall), "expected_calibration_error", "average_odds"];
  for (const name of names) {
    const metric = findMetric(name);
    if (metric?.scope !== "group") throw new Error(name);
    for (const found of [compared.ofAll(metric), ...compared.estimates(metric)]) {
      const { value } = found;
      const { low, high } = found.interval(1.96);
      expect(low, name).toBeLessThan(value + 1e-12);
      expect(high, name).toBeGreaterThan(value - 1e-12);
      expect(high - low, name).toBeGreaterThan(0.01);
    }
  }
});
