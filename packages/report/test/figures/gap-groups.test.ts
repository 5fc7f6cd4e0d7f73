import type { MetricRow } from "@fairline/core";
import { describe, expect, it } from "vitest";
import { gapGroups, groupNames, groupSize, type GapGroups } from "../../src/figures/gap-groups.ts";
import { figureOf, groupSettings, type Setting } from "../../src/figures/setting.ts";
import { metricRow } from "../worlds.ts";

const sex = { attribute: "sex", within: null };
const race = { attribute: "race", within: null };

const rate = (group: string, value: number, n = 1000): MetricRow =>
  metricRow({ metric: "selection_rate", attribute: "sex", group, value, n });

function settingOf(...seeds: readonly (readonly MetricRow[])[]): Setting {
  const members = seeds.map((rows, seed) => ({ point: { seed }, rows }));
  return groupSettings(members, "test", () => false)[0]!;
}

function groupsBehind(metric: string, setting: Setting): GapGroups | undefined {
  return gapGroups(setting, figureOf(setting, metric, sex)!);
}

const difference = (value: number): MetricRow =>
  metricRow({ metric: "demographic_parity_difference", attribute: "sex", value });

describe("gapGroups", () => {
  it("finds the lowest and the highest of the groups, wherever they stand", () => {
    const setting = settingOf([
      rate("b", 0.3),
      rate("c", 0.5),
      rate("a", 0.2),
      difference(0.5 - 0.2),
    ]);
    const found = groupsBehind("demographic_parity_difference", setting);
    expect([found?.lowest.group, found?.highest.group, found?.groups]).toEqual(["a", "c", 3]);
  });

  it("leaves out groups of 29 rows where the gap does, and never one of 30", () => {
    const groups = (n: number): GapGroups | undefined => {
      const rates = [rate("a", 0.2), rate("b", 0.5), rate("few", 0.9, n)];
      return groupsBehind("demographic_parity_difference", settingOf([...rates, difference(0.3)]));
    };
    expect(groups(29)).toMatchObject({
      lowest: { group: "a" },
      highest: { group: "b" },
      groups: 2,
    });
    expect(groups(30)).toBeUndefined();
  });

  it("finds them for a ratio too, but not for a comparison with all rows", () => {
    const to = (metric: string, value: number): MetricRow =>
      metricRow({ metric, attribute: "sex", value });
    // The ratio of .2 to .5 is .4. The largest distance from all rows happens to be .3 as well: it names no two groups.
    const setting = settingOf([
      rate("a", 0.2),
      rate("b", 0.5),
      to("demographic_parity_ratio", 0.4),
      to("selection_rate_difference_to_overall", 0.5 - 0.2),
    ]);
    expect(groupsBehind("demographic_parity_ratio", setting)?.lowest.group).toBe("a");
    expect(groupsBehind("selection_rate_difference_to_overall", setting)).toBeUndefined();
  });

  it("names none where their figures do not make the gap to the last digits", () => {
    const near = settingOf([rate("a", 0.2), rate("b", 0.5), difference(0.3 + 1e-6)]);
    expect(groupsBehind("demographic_parity_difference", near)).toBeUndefined();
  });

  it("leaves out groups that lack a figure at some seed", () => {
    const first = [rate("a", 0.2), rate("b", 0.5), rate("c", 0.1), difference(0.5 - 0.2)];
    const second = [rate("a", 0.2), rate("b", 0.5), difference(0.5 - 0.2)];
    const found = groupsBehind("demographic_parity_difference", settingOf(first, second));
    expect([found?.lowest.group, found?.highest.group, found?.groups]).toEqual(["a", "b", 2]);
  });

  it("names none where there are fewer than two groups", () => {
    const alone = settingOf([rate("a", 0.2), difference(0)]);
    expect(groupsBehind("demographic_parity_difference", alone)).toBeUndefined();
  });
});

describe("groupNames and groupSize", () => {
  const setting = settingOf([
    metricRow({ metric: "accuracy", attribute: "sex", group: "b", value: 0.9, n: 40 }),
    rate("b", 0.3, 50),
    metricRow({ metric: "true_positive_rate", attribute: "sex", group: "b", value: 0.4, n: 20 }),
    rate("a", 0.2, 7),
    difference(0.1),
    metricRow({ metric: "accuracy", value: 0.9, n: 57 }),
  ]);

  it("name the groups in the order of the rows", () => {
    expect(groupNames(setting, sex)).toEqual(["b", "a"]);
    expect(groupNames(setting, race)).toEqual([]);
  });

  it("count the most rows that a figure of the group rests on", () => {
    expect(groupSize(setting, sex, "b")).toBe(50);
    expect(groupSize(setting, sex, "a")).toBe(7);
    expect(groupSize(setting, { attribute: null, within: null }, null)).toBe(57);
    expect(groupSize(setting, race, "b")).toBe(0);
  });
});
