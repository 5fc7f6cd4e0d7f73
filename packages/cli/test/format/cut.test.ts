import { expect, test } from "vitest";
import { cut } from "../../src/format/cut.ts";

test("keeps what has room, and ends what has not in an ellipsis", () => {
  expect(cut("0123456789", 10)).toBe("0123456789");
  expect(cut("0123456789a", 10)).toBe("012345678…");
  expect(cut("ab", 1)).toBe("…");
  expect(cut("ab", 0)).toBe("…");
});
