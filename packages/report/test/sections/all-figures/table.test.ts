import { describe, expect, it } from "vitest";
import { groupSettings } from "../../../src/figures/setting.ts";
import { allFiguresMetrics, allFiguresTable } from "../../../src/sections/all-figures/table.ts";
import { settingsOf } from "../../figures/invented-settings.ts";
import { auditWorld, matrixWorld, metricRow } from "../../worlds.ts";

describe("allFiguresTable", () => {
  it("lays comparisons of one thing side by side and names the groups behind them", () => {
    const rows = [
      metricRow({ metric: "selection_rate", attribute: "sex", group: "F", value: 0.2 }),
      metricRow({ metric: "selection_rate", attribute: "sex", group: "M", value: 0.5 }),
      metricRow({
        metric: "demographic_parity_difference",
        attribute: "sex",
        value: 0.5 - 0.2,
        low: 0.25,
        high: 0.35,
      }),
      metricRow({ metric: "demographic_parity_ratio", attribute: "sex", value: 0.2 / 0.5 }),
      metricRow({ metric: "equalized_odds_difference", attribute: "sex", value: 0.1, n: 20 }),
      metricRow({ metric: "differential_fairness", attribute: "sex", value: 0.9 }),
    ];
    const [setting] = groupSettings([{ point: {}, rows }], "test", () => false);
    const table = allFiguresTable(setting!, "sex", 1);
    expect(table.comparisons.map(({ name }) => name)).toEqual(["difference", "ratio"]);
    expect(
      table.rows.map(({ label, cells, between, isSmall }) => [
        label,
        cells.map(({ text }) => text),
        between,
        isSmall,
      ]),
    ).toEqual([
      ["demographic parity", ["30.0", "0.400"], { lowest: "F", highest: "M" }, false],
      ["equalized odds", ["10.0", ""], undefined, true],
    ]);
    expect(table.others).toMatchObject([
      { label: "differential fairness", cell: { text: "0.900" } },
    ]);
  });

  it("puts the criteria of the literature first", () => {
    const [setting] = settingsOf(auditWorld(), "all");
    const { rows } = allFiguresTable(setting!, "sex", 1);
    expect(rows.map(({ label }) => label).slice(0, 4)).toEqual([
      "demographic parity",
      "equal opportunity",
      "equalized odds",
      "base rate",
    ]);
  });

  it("shows every figure between groups that the metrics hold", () => {
    const [setting] = settingsOf(matrixWorld(), "test");
    const between = [...setting!.figures.values()].filter(
      (figure) => figure.attribute === "race" && figure.group === null,
    );
    const { rows, others } = allFiguresTable(setting!, "race", 1);
    const shown =
      rows.flatMap(({ cells }) => cells.filter(({ text }) => text !== "")).length + others.length;
    expect(shown).toBe(between.length);
  });

  it("marks what rests on a group of 29 rows, and not on one of 30", () => {
    const rows = [
      metricRow({ metric: "demographic_parity_difference", attribute: "sex", value: 0.1, n: 29 }),
      metricRow({ metric: "equal_opportunity_difference", attribute: "sex", value: 0.1, n: 30 }),
    ];
    const [setting] = groupSettings([{ point: {}, rows }], "test", () => false);
    const table = allFiguresTable(setting!, "sex", 1);
    expect(table.rows.map(({ isSmall }) => isSmall)).toEqual([true, false]);
  });

  it("leaves out what is compared within a stratum", () => {
    const inA = metricRow({
      metric: "demographic_parity_difference",
      attribute: "sex",
      within: { column: "department", value: "A" },
      value: 0.1,
    });
    const [setting] = groupSettings([{ point: {}, rows: [inA] }], "test", () => false);
    expect(allFiguresTable(setting!, "sex", 1).rows).toEqual([]);
  });

  it("rests on the fewest rows of what it compares", () => {
    const rows = [
      metricRow({ metric: "accuracy_difference", attribute: "sex", value: 0.1, n: 40 }),
      metricRow({ metric: "accuracy_ratio", attribute: "sex", value: 0.9, n: 20 }),
    ];
    const [setting] = groupSettings([{ point: {}, rows }], "test", () => false);
    const table = allFiguresTable(setting!, "sex", 1);
    expect(table.rows.map(({ n, isSmall }) => [n, isSmall])).toEqual([[20, true]]);
    expect(table.notes.dagger).toBe("† Rests on a group of fewer than 30 rows: read with care.");
  });
});

describe("allFiguresMetrics", () => {
  it("names what is compared, a criterion by its first comparison, and what stands alone", () => {
    const rows = [
      "differential_fairness",
      "accuracy_difference",
      "accuracy_ratio",
      "demographic_parity_ratio",
      "demographic_parity_difference",
      "selection_rate_ratio",
    ].map((metric) => metricRow({ metric, attribute: "sex", value: 0.5 }));
    const [setting] = groupSettings([{ point: {}, rows }], "test", () => false);
    expect(allFiguresMetrics(setting!, "sex")).toEqual([
      "demographic_parity_ratio",
      "accuracy",
      "selection_rate",
      "differential_fairness",
    ]);
  });
});
