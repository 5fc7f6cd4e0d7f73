import { describe, expect, it } from "vitest";
import { figureOf, groupSettings } from "../../../src/figures/setting.ts";
import { metricsTable } from "../../../src/sections/gaps/metrics-table.ts";
import { metricRow } from "../../worlds.ts";

const PARITY = "demographic_parity_difference";
const OPPORTUNITY = "equal_opportunity_difference";

describe("metricsTable", () => {
  it("has a row for each metric and a column for each attribute, with notes on what is missing", () => {
    const rows = [
      metricRow({ metric: PARITY, attribute: "sex", value: 0.1 }),
      metricRow({ metric: OPPORTUNITY, attribute: "sex", value: NaN }),
      metricRow({ metric: PARITY, attribute: "race", value: 0.2 }),
    ];
    const [setting] = groupSettings([{ point: {}, rows }], "test", () => false);
    const figures = (attribute: string, metrics: readonly string[]) =>
      metrics.map((metric) => ({
        label: metric.replace("_difference", ""),
        figure: figureOf(setting!, metric, { attribute })!,
        isReference: false,
      }));
    const gaps = [
      { attribute: "sex", figures: figures("sex", [PARITY, OPPORTUNITY]) },
      { attribute: "race", figures: figures("race", [PARITY]) },
    ];
    const table = metricsTable(gaps, { gap: PARITY, decimals: 1 });
    expect(table.heads).toEqual(["by sex, points", "by race, points"]);
    expect(table.rows.map(({ label, cells }) => [label, cells.map(({ text }) => text)])).toEqual([
      ["demographic_parity", ["10.0", "20.0"]],
      ["equal_opportunity", ["—", "—"]],
    ]);
    expect([...table.notes.numbered.keys()]).toEqual([
      "equal opportunity difference: undefined, fewer than two groups have a figure",
      "demographic parity difference: not computed",
    ]);
  });
});
