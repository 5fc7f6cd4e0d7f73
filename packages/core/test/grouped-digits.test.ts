import { groupedDigits } from "@fairline/core";
import { describe, expect, it } from "vitest";

describe("groupedDigits", () => {
  it("parts thousands", () => {
    expect([0, 999, 1000, 45222, 1234567].map(groupedDigits)).toEqual([
      "0",
      "999",
      "1,000",
      "45,222",
      "1,234,567",
    ]);
  });
});
