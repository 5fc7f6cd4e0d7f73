import { takeRows, rowsOfSplit } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { stageContext } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { oversampleStage } from "../src/index.ts";
import { itAddsRows, run, simulated, words } from "./added-stage.ts";

const few = { steps: 3, hidden: 8, noise: 4, batch: 32 };

function pairs(data: Table): number[] {
  const train = takeRows(data, rowsOfSplit(data, "train"));
  const [sex, hired] = [words(train, "sex"), words(train, "hired")];
  const counts = new Map<string, number>();
  for (const [row, group] of sex.entries()) {
    const pair = `${group!} ${hired[row]!}`;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return [...counts.values()];
}

describe("augment/oversample", () => {
  itAddsRows(oversampleStage, few);

  it("makes every pair of group and label as frequent as the most frequent one", async () => {
    const out = await run(oversampleStage, simulated, few, stageContext({ backend: "auto" }));
    const most = Math.max(...pairs(simulated));
    expect(pairs(out)).toEqual([most, most, most, most]);
    // Nothing is missing then, and nothing is trained or added.
    const again = await run(oversampleStage, out, few, stageContext({ backend: "none" }));
    expect(again.numRows).toBe(out.numRows);
  });
});
