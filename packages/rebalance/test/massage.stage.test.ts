import { categoryColumn, columnRoles, makeTable, numberColumn, numbers } from "@fairline/arrow";
import { stageContext } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { massageStage } from "../src/index.ts";
import { itRanks, run } from "./ranked-stage.ts";

describe("rebalance/massage", () => {
  itRanks(massageStage);

  // F: 1 of 3 positive; M: 2 of 3. One and a half of three: M keeps 1, F gets 2 by the order of groups.
  const table = makeTable(
    [
      { name: "merit", roles: ["feature"], column: numberColumn([5, 1, 4, 6, 3, 2, 9]) },
      {
        name: "sex",
        roles: ["sensitive"],
        column: categoryColumn(["F", "F", "F", "M", "M", "M", "F"]),
      },
      {
        name: "hired",
        roles: ["label"],
        column: numberColumn([1, 0, 0, 1, 1, 1, 0], { integer: true }),
      },
      {
        name: "split",
        roles: ["split"],
        column: categoryColumn([...Array<string>(6).fill("train"), "test"]),
      },
    ],
    { task: "binary", positive: "1" },
  );

  it("changes labels of any type, marks the rows, and says how many there are", async () => {
    // 4 of 6 positive: 2 of each. M's lowest positive row, of merit 2, and F's highest negative one, of merit 4, change.
    const context = stageContext();
    const out = await run(massageStage, table, { scores: "merit" }, context);
    expect([...numbers(out, "hired").values]).toEqual([1, 0, 1, 1, 1, 0, 0]);
    expect(numbers(out, "hired").integer).toBe(true);
    expect([...numbers(out, "relabelled").values]).toEqual([0, 0, 1, 0, 0, 1, 0]);
    expect(columnRoles(out, "relabelled")).toEqual(["ignored"]);
    expect(context.logged).toEqual([
      { level: "warn", message: "2 of 6 training rows have another label now" },
    ]);
  });
});
