import { describe, expect, it } from "vitest";
import { shareParams } from "../../../src/sections/pipeline/shared-params.ts";

describe("shareParams", () => {
  it("parts what instances share from what differs, maps walked and lists whole", () => {
    const params = [0, 0.3].map((strength) => ({
      hidden: [64, 32],
      fairness: { penalty: "parity", strength },
      steps: [{ split: 0.3 }],
    }));
    const shared = shareParams([params[0]!, params[1]!]);
    expect(shared.varying).toEqual(["fairness.strength"]);
    expect(shared.values).toEqual([["0"], ["0.3"]]);
    expect(shared.shared).toMatchInlineSnapshot(`
      "hidden: [64, 32]
      fairness:
        penalty: parity
      steps:
        - split: 0.3
      "
    `);
  });

  it("keeps parameters that only one instance has apart", () => {
    expect(shareParams([{ a: 1, b: { c: 2 } }, { a: 1 }])).toEqual({
      shared: "a: 1\n",
      varying: ["b.c"],
      values: [["2"], [undefined]],
    });
  });

  it("keeps names with dots apart from paths", () => {
    expect(
      shareParams([
        { "a.b": 1, a: { b: 2 } },
        { "a.b": 1, a: { b: 3 } },
      ]),
    ).toEqual({ shared: "a.b: 1\n", varying: ["a.b"], values: [["2"], ["3"]] });
  });

  it("says nothing of no parameters", () => {
    expect(shareParams([{}])).toEqual({ shared: "", varying: [], values: [[]] });
  });
});
