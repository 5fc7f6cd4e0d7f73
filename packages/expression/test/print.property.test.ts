import { FairlineError } from "@fairline/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ExpressionError, parseExpression, printExpression } from "../src/index.ts";
import { withoutPlaces } from "./shape.ts";
import { anyTree } from "./trees.ts";

/** Parses a text, whatever it is: it is an expression, or an error with a place inside the text. */
function parsesOrSaysWhere(text: string): void {
  try {
    parseExpression(text);
  } catch (error) {
    expect(error).toBeInstanceOf(FairlineError);
    if (!(error instanceof ExpressionError)) throw error;
    const { offset, length } = error.place;
    expect(offset).toBeGreaterThanOrEqual(0);
    expect(length).toBeGreaterThan(text.trim() === "" ? -1 : 0);
    expect(offset + length).toBeLessThanOrEqual(text.length);
    expect(error.code).toBe("EXPRESSION_SYNTAX");
  }
}

describe("printExpression", () => {
  it("gives a text that is read as the same tree", () => {
    fc.assert(
      fc.property(anyTree, (tree) => {
        const text = printExpression(tree);
        expect(withoutPlaces(parseExpression(text))).toEqual(withoutPlaces(tree));
      }),
      { numRuns: 2000 },
    );
  });

  it("writes words, and no more parentheses than are needed", () => {
    const printed = (text: string): string => printExpression(parseExpression(text));
    expect(printed("((a) + (b * c)) == ((d))")).toBe("a + b * c == d");
    expect(printed("(a + b) * c - (d - e)")).toBe("(a + b) * c - (d - e)");
    expect(printed("!(a && b) || !c")).toBe("not (a and b) or not c");
    expect(printed("(!a) == b")).toBe("(not a) == b");
    expect(printed("!(`capital-gain` IN [1, 2])")).toBe("`capital-gain` not in (1, 2)");
    expect(printed("(a in (1)) is null")).toBe("(a in (1)) is null");
    expect(printed("not (not a is null)")).toBe("not a is not null");
    expect(printed('x in params["two words"].list')).toBe("x in params['two words'].list");
    expect(printed("a == 'it\\'s'")).toBe("a == 'it\\'s'");
  });
});

describe("parseExpression", () => {
  it("throws nothing but an error with a place inside the text, whatever the text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 60 }), parsesOrSaysWhere), {
      numRuns: 2000,
    });
    const token = fc.constantFrom(
      ..."( ) [ ] . , + - * / % ! = == != < <= > >= && || ?? ? : ; ` ' \" \\ a params.b 'x' 1 2.5 `c d` f( not and or in is null true IS not".split(
        " ",
      ),
      " ",
      "\n",
    );
    fc.assert(
      fc.property(
        fc.array(token, { maxLength: 30 }),
        fc.constantFrom("", " "),
        (tokens, between) => {
          parsesOrSaysWhere(tokens.join(between));
        },
      ),
      { numRuns: 10_000 },
    );
  });
});
