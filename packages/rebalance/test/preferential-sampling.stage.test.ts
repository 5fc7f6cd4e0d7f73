import { takeRows } from "@fairline/arrow";
import { lendingTable, stageContext } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { preferentialSamplingStage } from "../src/index.ts";
import { itRanks, run } from "./ranked-stage.ts";

describe("rebalance/preferential-sampling", () => {
  itRanks(preferentialSamplingStage);

  it("says which pairs no row has", async () => {
    const context = stageContext();
    const men = takeRows(lendingTable(), [0, 1, 2, 3, 4, 6, 9]);
    await run(preferentialSamplingStage, men, { attributes: ["sex"] }, context);
    expect(context.logged.map(({ message }) => message)).toEqual([
      "no training row has sex=M and repaid=no: group and label stay dependent",
    ]);
  });
});
