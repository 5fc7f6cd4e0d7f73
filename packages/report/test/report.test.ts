import { describe, expect, it } from "vitest";
import { buildReport } from "../src/report.ts";
import { sentenceText } from "../src/format/sentence.ts";
import { auditWorld, departmentsWorld, matrixWorld, sparseWorld, strataWorld } from "./worlds.ts";

describe("buildReport", () => {
  it("says in the summary what the figures say", () => {
    const texts = (world: ReturnType<typeof auditWorld>): readonly string[] =>
      buildReport(world).headline.map((sentence) =>
        sentenceText(sentence).replaceAll("\u00a0", " "),
      );
    expect(texts(auditWorld())).toMatchInlineSnapshot(`
      [
        "By sex, “Female” is selected 15.5 points less often than “Male” (95 % interval 14.1 to 17.2).",
      ]
    `);
    expect(texts(matrixWorld()).slice(0, 2)).toMatchInlineSnapshot(`
      [
        "By sex, with strength=0, “Female” is selected 17.3 points less often than “Male” (95 % interval 15.9 to 18.9; mean of 3 seeds).",
        "The smallest gap of the matrix is 0.3 points, with strength=3, at accuracy 72.6 % instead of 76.8 %.",
      ]
    `);
    expect(texts(sparseWorld())).toMatchInlineSnapshot(`
      [
        "By age band, “18–24”, the lowest of 4 groups, is selected 100.0 points less often than “65 and over” (no interval was computed). The smallest group has 3 rows only: read this with care.",
        "By region, the demographic parity difference is undefined: fewer than two groups have a figure.",
      ]
    `);
    expect(texts(departmentsWorld())).toMatchInlineSnapshot(`
      [
        "By sex, the demographic parity difference goes from 10.0 points, with department=B, to 40.0 points, with department=A.",
      ]
    `);
  });

  it("puts the setting without mitigation first and finds the front", () => {
    const { settings, attributes } = buildReport(matrixWorld());
    expect(settings.map(({ label, members }) => [label, members])).toEqual(
      [0, 0.1, 0.3, 1, 3].map((strength) => [`strength=${String(strength)}`, 3]),
    );
    const { front } = attributes[0]!;
    expect(front?.points.filter(({ isOnFront }) => isOnFront).length).toBeGreaterThan(1);
    expect(front?.points.map(({ isReference }) => isReference)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it("does not depend on the order of the matrix points", () => {
    const world = matrixWorld();
    const labels = (metrics: (typeof world)["metrics"]): unknown =>
      buildReport({ ...world, metrics }).settings.map(({ label, members }) => [label, members]);
    expect(labels(world.metrics.toReversed())).toEqual(labels(world.metrics));
  });

  it("shows the attributes that were asked for, in that order", () => {
    const world = matrixWorld();
    const { attributes } = buildReport({
      ...world,
      options: { ...world.options, attributes: ["race", "sex"] },
    });
    expect(attributes.map(({ attribute }) => attribute)).toEqual(["race", "sex"]);
  });

  it("defines every metric that its tables and charts show", () => {
    const { definitions, attributes } = buildReport(auditWorld());
    const defined = definitions.map(({ metric }) => metric);
    const shown = attributes.flatMap(({ gaps }) => gaps.rows.map(({ figure }) => figure.metric));
    expect(defined).toEqual(
      expect.arrayContaining([...shown, "accuracy", "differential_fairness"]),
    );
    const compared = [
      "equal_opportunity_difference",
      "equalized_odds_difference",
      "positive_predictive_value",
    ];
    expect(defined).toEqual(expect.arrayContaining(compared));
    expect(new Set(defined).size).toBe(defined.length);
  });

  it("states the limits that hold of it", () => {
    const audit = buildReport(auditWorld()).limits.join(" ");
    const matrix = buildReport(matrixWorld()).limits.join(" ");
    expect(audit).not.toContain("The front compares settings");
    expect(matrix).toContain("The front compares settings");
    expect(matrix).toContain("Groups of fewer than 30 rows are marked.");
  });

  it("compares no settings that were evaluated on different rows", () => {
    const { reference, attributes, limits } = buildReport(departmentsWorld());
    expect(reference).toBeUndefined();
    expect(attributes[0]?.front).toBeUndefined();
    expect(attributes[0]?.gaps.rows.map(({ isReference }) => isReference)).toEqual([false, false]);
    expect(limits.join(" ")).not.toContain("The front compares settings");
  });

  it("keeps strata out of the attributes and beside the one that they divide", () => {
    const { attributes, definitions } = buildReport(strataWorld());
    expect(attributes.map(({ attribute, strata }) => [attribute, strata.length])).toEqual([
      ["sex", 1],
    ]);
    expect(attributes[0]?.strata[0]?.strata.map(({ name }) => name)).toEqual(["A", "B=b"]);
    expect(definitions.map(({ metric }) => metric)).toEqual([
      "demographic_parity_difference",
      "selection_rate",
    ]);
  });

  it("draws no front without the performance metric, as for decisions without labels", () => {
    const world = matrixWorld();
    const metrics = world.metrics.map(({ point, value }) => ({
      point,
      value: { ...value, rows: value.rows.filter(({ metric }) => metric !== "accuracy") },
    }));
    expect(buildReport({ ...world, metrics }).attributes.map(({ front }) => front)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
