import { describe, expect, it } from "vitest";
import { intervalName } from "../../src/format/interval.ts";

describe("intervalName", () => {
  it.each([
    [0.95, "95\u00a0% interval"],
    [0.999, "99.9\u00a0% interval"],
    [0.975, "97.5\u00a0% interval"],
    // .29 is 28.999999999999996 per cent in binary.
    [0.29, "29\u00a0% interval"],
  ])("names intervals of level %d", (level, name) => {
    const intervals = { method: "bootstrap", level, replicates: 100 } as const;
    expect(intervalName({ intervals })).toBe(name);
  });
});
