import type { Table } from "@fairline/arrow";
import { describe, expect, it } from "vitest";
import { repairStage } from "../src/index.ts";
import { distance, itTransforms, run, simulated, valuesOf } from "./transforming-stage.ts";

describe("rebalance/repair", () => {
  itTransforms(repairStage);

  it("gives both groups the same distribution", async () => {
    const out = await run(repairStage, simulated);
    const gap = (data: Table, split: "train" | "test"): number =>
      distance(
        valuesOf(data, "proxy", { sex: "F", split }),
        valuesOf(data, "proxy", { sex: "M", split }),
      );
    expect(gap(simulated, "train")).toBeGreaterThan(0.6);
    expect(gap(out, "train")).toBeLessThan(0.004);
    expect(gap(out, "test")).toBeLessThan(0.15);
  });
});
