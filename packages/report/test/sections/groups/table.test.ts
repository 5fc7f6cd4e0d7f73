import { describe, expect, it } from "vitest";
import { groupSettings } from "../../../src/figures/setting.ts";
import { groupTable } from "../../../src/sections/groups/table.ts";
import { settingsOf } from "../../figures/invented-settings.ts";
import { auditWorld, metricRow, sparseWorld } from "../../worlds.ts";

const sex = { attribute: "sex", within: null };

describe("groupTable", () => {
  it("says why a figure is missing, once for each reason", () => {
    const [setting] = settingsOf(sparseWorld(), "test");
    const table = groupTable(
      setting!,
      { attribute: "age band", within: null },
      ["true_positive_rate", "false_positive_rate"],
      1,
    );
    const cells = table.rows.map((row) => row.cells.map(({ text }) => text));
    expect(cells[0]).toEqual(["—", "0.0"]);
    expect(cells[3]).toEqual(["100.0", "—"]);
    expect([...table.notes.numbered]).toEqual([
      ["true positive rate: undefined, no row has a positive label", 1],
      ["false positive rate: undefined, no row has a negative label", 2],
    ]);
  });

  it("marks groups of fewer than 30 rows", () => {
    const [setting] = settingsOf(sparseWorld(), "test");
    const { rows } = groupTable(setting!, { attribute: "age band", within: null }, ["accuracy"], 1);
    expect(rows.map(({ n, isSmall }) => [n, isSmall])).toEqual([
      [3, true],
      [240, false],
      [120, false],
      [11, true],
    ]);
  });

  it("takes a group of 30 rows for one that is large enough, and one of 29 not", () => {
    const rows = [29, 30].map((n) =>
      metricRow({ metric: "accuracy", attribute: "sex", group: String(n), n, value: 0.5 }),
    );
    const [setting] = groupSettings([{ point: {}, rows }], "test", () => false);
    const table = groupTable(setting!, sex, ["accuracy"], 1);
    expect(table.rows.map(({ isSmall }) => isSmall)).toEqual([true, false]);
    expect(table.notes.dagger).toBe("† Fewer than 30 rows: read with care.");
  });

  it("says where a figure was not computed, and at how many seeds it is defined", () => {
    const rate = { metric: "true_positive_rate", attribute: "sex", group: "F" };
    const members = [NaN, 0.5].map((value, seed) => ({
      point: { seed },
      rows: [metricRow({ ...rate, value })],
    }));
    const [setting] = groupSettings(members, "test", () => false);
    const [row] = groupTable(setting!, sex, ["true_positive_rate", "accuracy"], 1).rows;
    expect(row?.cells.map(({ text, note }) => [text, note])).toEqual([
      ["50.0", "true positive rate: mean of 1 of 2 seeds, elsewhere no row has a positive label"],
      ["—", "accuracy: not computed"],
    ]);
  });

  it("has a row of all rows only where there are overall figures", () => {
    const [setting] = settingsOf(auditWorld(), "all");
    expect(groupTable(setting!, sex, ["accuracy"], 1).overall).toMatchObject({
      group: "All rows",
      n: 13_567,
    });
    const alone = [metricRow({ metric: "accuracy", attribute: "sex", group: "F", value: 1 })];
    const [bare] = groupSettings([{ point: {}, rows: alone }], "test", () => false);
    expect(groupTable(bare!, sex, ["accuracy"], 1).overall).toBeUndefined();
  });
});
