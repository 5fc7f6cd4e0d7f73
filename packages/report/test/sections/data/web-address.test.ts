import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitAddresses } from "../../../src/sections/data/web-address.ts";
import { hostile } from "../../hostile.ts";

describe("splitAddresses", () => {
  it("finds addresses in a text, without the mark that ends the sentence", () => {
    expect(
      splitAddresses("See https://example.org/a?b=1, or http://x.example/.").map(
        ({ text, isAddress }) => (isAddress ? `<${text}>` : text),
      ),
    ).toEqual(["See ", "<https://example.org/a?b=1>", ", or ", "<http://x.example/>", "."]);
  });

  it("takes no other scheme for an address", () => {
    for (const text of [
      "javascript:alert(1)",
      "data:text/html,x",
      "file:///etc/passwd",
      "//example.org",
    ]) {
      expect(splitAddresses(text).some(({ isAddress }) => isAddress)).toBe(false);
    }
  });

  it("loses nothing, and lets no character into an address that would end it", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const pieces = splitAddresses(text);
        expect(pieces.map((piece) => piece.text).join("")).toBe(text);
        for (const piece of pieces)
          if (piece.isAddress) expect(piece.text).not.toMatch(/[\s"'<>`]/);
      }),
    );
  });
});
