import { attributeName, compareText } from "@fairline/core";
import { describe, expect, it } from "vitest";

describe("attributeName", () => {
  it("says what a row is about, with its stratum", () => {
    const within = { column: "department", value: "A" };
    expect(attributeName({ attribute: "sex", within: null })).toBe("sex");
    expect(attributeName({ attribute: "sex", within })).toBe("sex within department=A");
    expect(attributeName({ attribute: null, within: null })).toBeNull();
  });
});

describe("compareText", () => {
  it("orders by code unit, capitals first, on every machine", () => {
    expect(["ä", "b", "a", "B", "ab", ""].sort(compareText)).toEqual([
      "",
      "B",
      "a",
      "ab",
      "b",
      "ä",
    ]);
    expect(compareText("a", "a")).toBe(0);
  });
});
