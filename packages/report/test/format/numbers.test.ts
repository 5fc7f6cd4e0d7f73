import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { figureText, intervalText, measureText, rawText } from "../../src/format/numbers.ts";

describe("figureText", () => {
  it("writes rates and points as per cents, plain numbers with two decimals more", () => {
    expect(figureText(0.12345, "rate", 1)).toBe("12.3");
    expect(figureText(0.12345, "points", 2)).toBe("12.35");
    expect(figureText(0.12345, "number", 1)).toBe("0.123");
  });

  it("writes a minus as a minus, and no minus before nothing", () => {
    expect(figureText(-0.05, "points", 1)).toBe("−5.0");
    expect(figureText(-0.0001, "points", 1)).toBe("0.0");
  });

  it("writes what is no number", () => {
    expect([NaN, Infinity, -Infinity].map((value) => figureText(value, "number", 1))).toEqual([
      "—",
      "∞",
      "−∞",
    ]);
    expect(measureText(NaN, "rate", 1)).toBe("—");
  });

  it("keeps the unit on the line of its number", () => {
    expect(measureText(0.162, "points", 1)).toBe("16.2\u00a0points");
    expect(measureText(0.162, "rate", 1)).toBe("16.2\u00a0%");
    expect(measureText(0.162, "number", 1)).toBe("0.162");
  });

  it("is right to half a unit of its last decimal", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.nat({ max: 4 }),
        (value, decimals) => {
          const written = Number(figureText(value, "rate", decimals).replace("−", "-"));
          expect(Math.abs(written - value * 100)).toBeLessThanOrEqual(0.5 * 10 ** -decimals + 1e-9);
        },
      ),
    );
  });
});

describe("intervalText", () => {
  it("writes both ends, or nothing", () => {
    expect(intervalText({ low: 0.149, high: 0.176 }, "points", 1)).toBe("14.9 to 17.6");
    expect(intervalText({ low: NaN, high: 0.176 }, "points", 1)).toBeUndefined();
  });
});

describe("rawText", () => {
  it("writes four significant digits", () => {
    expect([0.050412, 0.5, -0.25, NaN].map(rawText)).toEqual(["0.05041", "0.5", "−0.25", "—"]);
  });
});
