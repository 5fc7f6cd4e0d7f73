import { describe, expect, it } from "vitest";
import { fitText, fitTwoLines, textWidth } from "../../src/charts/plot.ts";

/** Room for ten characters. */
const TEN = textWidth("0123456789");

describe("fitText", () => {
  it("keeps what has room and cuts what has not, without a space before the ellipsis", () => {
    expect(fitText("0123456789", TEN)).toBe("0123456789");
    expect(fitText("0123456789a", TEN)).toBe("012345678…");
    expect(fitText("01234567 89", TEN)).toBe("01234567…");
  });
});

describe("fitTwoLines", () => {
  it("breaks after the last space or hyphen that has room", () => {
    expect(fitTwoLines("0123456789", TEN)).toBe("0123456789");
    expect(fitTwoLines("one two three", TEN)).toBe("one two\nthree");
    expect(fitTwoLines("0123456789 end", TEN)).toBe("0123456789\nend");
    expect(fitTwoLines("half-time job", TEN)).toBe("half-time\njob");
  });

  it("breaks within a word where the first line would hold a third of its room or less", () => {
    expect(fitTwoLines("ab 0123456789", TEN)).toBe("ab 0123456\n789");
    expect(fitTwoLines("0123456789abc", TEN)).toBe("0123456789\nabc");
  });

  it("cuts the second line", () => {
    expect(fitTwoLines("one two 0123456789ab", TEN)).toBe("one two\n012345678…");
  });
});
