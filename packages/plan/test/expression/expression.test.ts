import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ExpressionError } from "@fairline/expression";
import type { JsonValue } from "@fairline/core";
import { evaluate } from "../../src/expression/evaluate.ts";

import { arithmeticRange } from "../../src/expression/functions.ts";
import { parseHole, splitHoles } from "../../src/expression/hole.ts";
import { planText } from "../load-text.ts";

const scope = {
  params: {
    n: 3,
    list: [1, 2],
    "learning-rate": 0.1,
    model: { layers: [{ width: 8 }], "two words": "x" },
    none: null,
    yes: true,
  },
  invalid: new Set<string>(),
  matrix: { strength: 0.3 },
  readFile: (path: string) => (path === "a.txt" ? { text: "hello\n" } : { reason: "gone" }),
};

function valueOf(text: string): JsonValue {
  return evaluate(parseHole(text), scope);
}

describe("an expression", () => {
  it.each<[string, JsonValue]>([
    ["params.n", 3],
    ["params.list", [1, 2]],
    ["params.list[1]", 2],
    ["params.model.layers[0].width", 8],
    ["params.model['two words']", "x"],
    ["params.learning-rate", 0.1],
    ["matrix.strength", 0.3],
    ["matrix", { strength: 0.3 }],
    ["-3", -3],
    ["-0.5e-3", -0.0005],
    ['"a\\tb"', "a\tb"],
    ["true", true],
    ["null", null],
    ["[1, -2, 'x', params.n]", [1, -2, "x", 3]],
    ["params.n == 3", true],
    ["params.n == '3'", false],
    ["params.n != 4 && !(params.n == 4)", true],
    ["params.list == [1, 2]", true],
    ["params.none ?? 7", 7],
    ["matrix.seed ?? 1", 1],
    ["params.n == 1 || params.yes && params.n == 3", true],
    ["true || params.list == 1 && false", true],
    ["range(0, 3)", [0, 1, 2]],
    ["file('a.txt')", "hello\n"],
  ])("%s", (text, value) => {
    expect(valueOf(text)).toEqual(value);
  });

  it("does not evaluate the right side where the left one decides", () => {
    expect(valueOf("true || matrix.seed == 1")).toBe(true);
    expect(valueOf("false && matrix.seed == 1")).toBe(false);
    expect(valueOf("params.n ?? matrix.seed")).toBe(3);
  });

  it("sees nothing that the file did not give", () => {
    for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty"]) {
      expect(() => valueOf(`params.${name}`)).toThrow(/has no member/u);
      expect(() => valueOf(`params.model["${name}"]`)).toThrow(/has no member/u);
      expect(() => valueOf(`params.list.${name}`)).toThrow(/has no member/u);
    }
    expect(() => valueOf("params.list.length")).toThrow(/has no member/u);
  });

  it("never throws anything but words with a place, whatever the text", () => {
    const parses = (text: string): void => {
      try {
        parseHole(text);
      } catch (error) {
        expect(error).toBeInstanceOf(ExpressionError);
        expect(error).toMatchObject({ code: "EXPRESSION_SYNTAX" });
      }
    };
    fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), parses), {
      numRuns: 500,
    });
    const tokens = fc.constantFrom(
      ..."( ) [ ] . , ! - == && ?? params n 'x' 1 range ? : ; ` / this".split(" "),
    );
    fc.assert(
      fc.property(fc.array(tokens, { maxLength: 30 }), (parts) => {
        parses(parts.join(""));
      }),
      { numRuns: 1000 },
    );
  });

  it("is refused where it is deep or long", () => {
    expect(() => parseHole("(".repeat(900))).toThrow('expected a value after "("');
    expect(() => parseHole("1".repeat(2000))).toThrow("longer than 1000 characters");
  });

  it("has words for its operators, and no operators beyond those of pipelines", () => {
    expect(valueOf("not params.n == 4 and params.yes or false")).toBe(true);
    const refused = ["params.n < 3", "params.n in [3]", "params.n is null", "-params.n", "1 + 2"];
    const words = refused.map((text) => {
      try {
        return parseHole(text).type;
      } catch (error) {
        if (!(error instanceof ExpressionError)) throw error;
        return `${error.message} at ${String(error.place.offset)}`;
      }
    });
    expect(words).toEqual([
      'unexpected "<" at 9',
      'unexpected "in" at 9',
      'unexpected "is" at 9',
      "a minus sign must stand before a number at 0",
      'unexpected "+" at 2',
    ]);
    expect(() => valueOf("max(1, 2)")).toThrow('there is no function "max"');
  });

  it("wants true or false where conditions are joined, and null is neither", () => {
    for (const text of [
      "!params.none",
      "params.none && true",
      "false || params.none",
      "!params.n",
    ]) {
      expect(() => valueOf(text)).toThrow("needs true or false");
    }
  });
});

describe("splitHoles", () => {
  it("does not end an expression inside a quoted text", () => {
    expect(splitHoles('a ${{ \'}}\' == "\\"}}" }} b')).toEqual({
      parts: [
        { text: "a " },
        { inner: ' \'}}\' == "\\"}}" ', source: '${{ \'}}\' == "\\"}}" }}' },
        { text: " b" },
      ],
    });
  });

  it("loses nothing of the text", () => {
    const piece = fc.constantFrom("${{", "}}", "'", '"', "a", " ", "\\", "$", "{");
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join("");
        const split = splitHoles(text);
        if ("unclosed" in split) expect(text.endsWith(split.unclosed)).toBe(true);
        else {
          const joined = split.parts
            .map((part) => ("text" in part ? part.text : part.source))
            .join("");
          expect(joined).toBe(text);
        }
      }),
    );
  });
});

describe("range", () => {
  it("leaves the end out, and rounds to the decimals that are written", () => {
    // Python: [round(0 + i * 0.1, 1) for i in range(5)]
    expect(arithmeticRange(0, 0.5, 0.1)).toEqual([0, 0.1, 0.2, 0.3, 0.4]);
    expect(arithmeticRange(5, 0, -2)).toEqual([5, 3, 1]);
    expect(arithmeticRange(1e-7, 3e-7, 1e-7)).toEqual([1e-7, 2e-7]);
    expect(arithmeticRange(0, 0, 1)).toEqual([]);
    expect(arithmeticRange(0, -1, 1)).toEqual([]);
  });

  it("has every number between its ends, one step apart", () => {
    const decimal = (max: number) => fc.integer({ min: -max, max }).map((n) => n / 100);
    fc.assert(
      fc.property(
        decimal(500),
        decimal(500),
        fc.integer({ min: 1, max: 300 }),
        (from, below, hundredths) => {
          const values = arithmeticRange(from, below, hundredths / 100);
          if (typeof values === "string") throw new Error(values);
          const exact = [];
          for (let at = Math.round(from * 100); at < Math.round(below * 100); at += hundredths) {
            exact.push(at / 100);
          }
          expect(values.map((value) => value + 0)).toEqual(exact);
        },
      ),
    );
  });
});

describe("values in a file", () => {
  it("keep their type where they are an expression as a whole, and become text inside a text", async () => {
    const plan = await planText(`version: 1
name: test
params:
  widths: [4, 2]
  epochs: 3
  word: final
stages:
  rows: { uses: fake/rows }
  train:
    uses: fake/train
    in: rows
    with:
      hidden: "  \${{ params.widths }} "
      epochs: \${{ params.epochs }}
  report:
    uses: fake/report
    in: evaluate
    with: { title: "The \${{ params.word }} \${{ params.epochs }}, \${{ true }}" }
  evaluate: { uses: fake/evaluate, in: { data: rows, model: train } }
`);
    const params = new Map(
      plan.instances.map(({ id, work }) => [id, work.type === "stage" ? work.params : {}]),
    );
    expect(params.get("train")).toMatchObject({ hidden: [4, 2], epochs: 3 });
    expect(params.get("report")).toEqual({ title: "The final 3, true" });
  });

  it("share one object between points where they do not depend on the matrix", async () => {
    const plan = await planText(`version: 1
name: test
stages:
  rows: { uses: fake/rows, matrix: { x: [1, 2] }, with: { rows: 3 } }
  more: { uses: fake/rows, matrix: { x: [1, 2] }, with: { rows: "\${{ matrix.x }}" } }
`);
    const paramsOf = (stage: string) =>
      plan.instances
        .filter((instance) => instance.stage === stage)
        .map(({ work }) => (work.type === "stage" ? work.params : {}));
    const [first, second] = paramsOf("rows");
    expect(first).toBe(second);
    expect(paramsOf("more")).toEqual([{ rows: 1 }, { rows: 2 }]);
  });
});
