import { describe, expect, it } from "vitest";
import { loopSize } from "../src/loop-size.ts";

describe("loopSize", () => {
  it("gives small tables small batches and many epochs", () => {
    // 200 / 32 is below 16: 13 steps an epoch, and 2,400 / 13 = 184.6.
    expect(loopSize(200, {})).toEqual({ batch: 16, epochs: 185 });
    // 2,000 / 32 = 62.5: 63 steps of at most 32.
    expect(loopSize(2000, {})).toEqual({ batch: 32, epochs: 39 + 1 });
    expect(loopSize(30_000, {})).toEqual({ batch: 512, epochs: 41 });
    expect(loopSize(1_000_000, {})).toEqual({ batch: 512, epochs: 40 });
    expect(loopSize(1, {})).toEqual({ batch: 16, epochs: 2400 });
  });

  it("keeps what is given, and reckons the rest with it", () => {
    expect(loopSize(200, { batch: 50 })).toEqual({ batch: 50, epochs: 600 });
    expect(loopSize(200, { epochs: 3 })).toEqual({ batch: 16, epochs: 3 });
  });
});
