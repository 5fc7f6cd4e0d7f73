import { describe, expect, it } from "vitest";
import { buildReport, type ReportInput } from "../../../src/report.ts";
import { groupsModel, type GroupsModel } from "../../../src/sections/groups/model.ts";
import {
  auditWorld,
  departmentsWorld,
  matrixWorld,
  metricRow,
  sparseWorld,
  strataWorld,
} from "../../worlds.ts";

const modelOf = (world: ReportInput): GroupsModel => groupsModel(buildReport(world));

describe("groupsModel", () => {
  it("says what the marks of its charts mean, and which setting they show", () => {
    expect(
      [auditWorld(), matrixWorld(), sparseWorld(), departmentsWorld()].map((world) =>
        modelOf(world).legend.replaceAll("\u00a0", " "),
      ),
    ).toMatchInlineSnapshot(`
      [
        "A dot is the figure of a group; the bar is its 95 % interval; the dotted line is the figure of all rows.",
        "A dot is the figure of a group; the bar is its 95 % interval; the dotted line is the figure of all rows. Hollow dots and † mark groups of fewer than 30 rows. The charts show the reference, strength=0.",
        "A dot is the figure of a group; the dotted line is the figure of all rows. Hollow dots and † mark groups of fewer than 30 rows.",
        "A dot is the figure of a group; the dotted line is the figure of all rows. The charts show department=A.",
      ]
    `);
  });

  it("has a table for each setting, and says which are on the front", () => {
    const { shownSetting, attributes } = modelOf(matrixWorld());
    expect(shownSetting).toBe("strength=0");
    const [, race] = attributes;
    expect(race?.tables.map(({ title, caption }) => [title, caption])).toMatchInlineSnapshot(`
      [
        [
          "strength=0 (on the front)",
          "Groups by race with strength=0, split test",
        ],
        [
          "strength=0.1",
          "Groups by race with strength=0.1, split test",
        ],
        [
          "strength=0.3 (on the front)",
          "Groups by race with strength=0.3, split test",
        ],
        [
          "strength=1 (on the front)",
          "Groups by race with strength=1, split test",
        ],
        [
          "strength=3 (on the front)",
          "Groups by race with strength=3, split test",
        ],
      ]
    `);
    const audit = modelOf(auditWorld());
    expect(audit.shownSetting).toBeUndefined();
    expect(audit.attributes[0]?.tables.map(({ caption }) => caption)).toEqual([
      "Groups by sex, split all",
    ]);
  });

  it("draws a chart for each metric, with the figure of all rows", () => {
    const { charts } = modelOf(auditWorld()).attributes[0]!;
    expect(charts.map(({ caption }) => caption)).toEqual([
      "Base rate",
      "Selection rate",
      "Accuracy",
      "True positive rate",
      "False positive rate",
      "Positive predictive value",
    ]);
    expect(charts[1]?.forest).toMatchObject({
      words: { id: "group-1-2", title: "Selection rate by sex" },
      axisLabel: "Selection rate, %",
      hasNumbers: false,
      lines: [{ label: "all 20.1", kind: "overall" }],
    });
  });

  it("draws no line where there is no figure of all rows", () => {
    const world = strataWorld();
    const [only] = world.metrics;
    const rows = only!.value.rows.filter(({ attribute }) => attribute !== null);
    const [attribute] = modelOf({
      ...world,
      metrics: [{ point: {}, value: { ...only!.value, rows } }],
    }).attributes;
    expect(attribute?.charts.map(({ forest }) => forest.lines)).toEqual([[]]);
    expect(modelOf(world).attributes[0]?.charts[0]?.forest.lines).toHaveLength(1);
  });

  it("hollows groups by their rows, not by those that one figure rests on", () => {
    const of = (metric: string, group: string, n: number) =>
      metricRow({ metric, attribute: "sex", group, value: 0.5, n });
    const rows = [
      of("accuracy", "F", 100),
      of("true_positive_rate", "F", 10),
      of("accuracy", "M", 20),
      metricRow({ metric: "demographic_parity_difference", attribute: "sex", value: 0.1 }),
    ];
    const world = {
      ...sparseWorld(),
      metrics: [{ point: {}, value: { ...auditWorld().metrics[0]!.value, rows } }],
    };
    const [attribute] = modelOf(world).attributes;
    expect(
      attribute?.charts.map(({ caption, forest }) => [
        caption,
        forest.rows.map(({ label, isWeak }) => [label, isWeak]),
      ]),
    ).toEqual([
      [
        "Accuracy",
        [
          ["F", false],
          ["M", true],
        ],
      ],
      ["True positive rate", [["F", false]]],
    ]);
  });
});
