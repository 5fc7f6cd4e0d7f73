import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fairness } from "../../src/fairness/params.ts";

const issuesOf = (given: unknown): string[] =>
  (fairness.safeParse(given).error?.issues ?? []).map(
    ({ path, message }) => `${path.join(".")}: ${message}`,
  );

describe("fairness", () => {
  it("takes one term or several, with the fields of each", () => {
    const one = { penalty: "demographic-parity", strength: 0.3 };
    expect(fairness.parse(one)).toEqual(one);
    const several = [
      { penalty: "mmd", strength: 1, bandwidth: 0.2, attribute: ["sex", "race"], groups: "each" },
      { method: "group-dro", rate: 0.1 },
      { method: "label-smoothing", share: 0.1 },
    ];
    expect(fairness.parse(several)).toEqual(several);
  });

  it("drops what has strength 0, so that it is no term at all", () => {
    expect(fairness.parse({ penalty: "hsic", strength: 0, attribute: "sex" })).toBeUndefined();
    expect(fairness.parse([{ penalty: "hsic", strength: 0 }, { method: "focal" }])).toEqual([
      { method: "focal" },
    ]);
  });

  it("says what is wrong with a term, by its field", () => {
    const parity = { penalty: "demographic-parity", strength: 1 };
    expect(issuesOf({ ...parity, bandwidth: 1 })).toEqual([
      "bandwidth: demographic-parity has no bandwidth; it has form",
    ]);
    expect(issuesOf({ penalty: "demographic-parity" })).toEqual([
      "strength: the penalty demographic-parity needs a strength",
    ]);
    expect(issuesOf({ ...parity, method: "focal" })).toEqual([
      ": must name one penalty or one method",
    ]);
    expect(issuesOf({ ...parity, form: "absolute" })[0]).toMatch(
      /^form: .*for demographic-parity$/,
    );
    expect(issuesOf({ method: "focal", strength: 1 })).toEqual(["strength: focal has no strength"]);
    expect(issuesOf({ method: "focal", attribute: "sex" })).toEqual([
      "attribute: focal compares no groups",
    ]);
    expect(issuesOf([{ method: "group-dro" }, { method: "worst-group" }])).toEqual([
      ": there can be one average of losses, not group-dro and worst-group",
    ]);
  });

  it("has a JSON Schema with every field described", () => {
    const schema = JSON.stringify(z.toJSONSchema(fairness, { io: "input" }));
    expect(schema).toContain(
      "For mmd: Deviation of the kernel, in the unit of what is compared. Default: 0.1.",
    );
  });
});
