import { describe, expect, it } from "vitest";
import { stratumName } from "../../src/figures/stratum-name.ts";

describe("stratumName", () => {
  it("takes the names of evaluate/groups apart", () => {
    expect(stratumName("sex within department=A", ["sex"])).toEqual({
      attribute: "sex",
      by: "department",
      value: "A",
    });
    expect(stratumName("sex × race within job=a=b", ["sex × race"])).toEqual({
      attribute: "sex × race",
      by: "job",
      value: "a=b",
    });
  });

  it("leaves alone what only looks like one", () => {
    expect(stratumName("sex within department=A", ["race"])).toBeUndefined();
    expect(stratumName("within", ["sex"])).toBeUndefined();
  });
});
