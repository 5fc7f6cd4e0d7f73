import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "@fairline/core";
import { expandMatrix } from "../../src/matrix/expand.ts";
import { comparePoints, instanceId, labelPoint } from "../../src/matrix/point.ts";
import { planText, stagesText } from "../load-text.ts";

const nothing = { base: [{}], axes: new Map(), include: [], exclude: [] };

function keysOf(points: readonly { readonly key: string }[]): readonly string[] {
  return points.map(({ key }) => key);
}

describe("expandMatrix", () => {
  it("gives the example of GitHub's documentation on `include`", () => {
    // https://docs.github.com/actions/using-jobs/using-a-matrix-for-your-jobs, "Expanding or adding matrix configurations".
    const points = expandMatrix({
      ...nothing,
      axes: new Map([
        ["fruit", ["apple", "pear"]],
        ["animal", ["cat", "dog"]],
      ]),
      include: [
        { color: "green" },
        { color: "pink", animal: "cat" },
        { fruit: "apple", shape: "circle" },
        { fruit: "banana" },
        { fruit: "banana", animal: "cat" },
      ],
    });
    expect(points.map(({ point }) => point)).toEqual([
      { fruit: "apple", animal: "cat", color: "pink", shape: "circle" },
      { fruit: "apple", animal: "dog", color: "green", shape: "circle" },
      { fruit: "pear", animal: "cat", color: "pink" },
      { fruit: "pear", animal: "dog", color: "green" },
      { fruit: "banana" },
      { fruit: "banana", animal: "cat" },
    ]);
  });

  it("excludes what matches an entry in part, before it includes", () => {
    const points = expandMatrix({
      ...nothing,
      axes: new Map([
        ["x", [1, 2]],
        ["y", [1, 2]],
      ]),
      exclude: [{ x: 1 }, { x: 2, y: 2 }],
      include: [{ x: 1, y: 1 }],
    });
    expect(keysOf(points)).toEqual(["x=2,y=1", "x=1,y=1"]);
  });

  it("takes a matrix of `include` alone as its list of points", () => {
    const points = expandMatrix({ ...nothing, include: [{ x: 1 }, { x: 2 }] });
    expect(keysOf(points)).toEqual(["x=1", "x=2"]);
  });

  it("compares lists and maps by value", () => {
    const points = expandMatrix({
      ...nothing,
      axes: new Map([["hidden", [[8], [64, 32]]]]),
      exclude: [{ hidden: [8] }],
    });
    expect(keysOf(points)).toEqual(["hidden=[64,32]"]);
  });
});

const scalar = fc.oneof(
  fc.string(),
  fc.constantFrom("1", "true", "null", "a,b=c", "x]", "../up", "a\nb", "\u0000", "\u202e", "💡"),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
const values = fc.dictionary(fc.constantFrom("a", "b", "seed"), scalar);

describe("the name of a point", () => {
  it("has its axes in order, and values as they are written", () => {
    expect(instanceId("train", labelPoint({ strength: 0.3, seed: 2 }))).toBe(
      "train@seed=2,strength=0.3",
    );
    expect(instanceId("clean", labelPoint({}))).toBe("clean");
    expect(
      labelPoint({ a: "Age_18-25", b: "1", c: 1, d: "two words", e: true, f: "true" }).key,
    ).toBe('a=Age_18-25,b="1",c=1,d="two words",e=true,f="true"');
  });

  it("differs exactly where the values differ", () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const isSame = canonicalJson(a) === canonicalJson(b);
        expect(labelPoint(a).key === labelPoint(b).key).toBe(isSame);
      }),
    );
  });

  it("holds nothing that moves a cursor, whatever the values", () => {
    fc.assert(
      fc.property(values, (point) => {
        expect(labelPoint(point).key).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }),
    );
  });

  it("does not depend on the order of the axes", () => {
    expect(labelPoint({ a: 1, b: 2 })).toEqual(labelPoint({ b: 2, a: 1 }));
  });
});

describe("comparePoints", () => {
  it("puts numbers by size, and before words", () => {
    const points = [{ x: "b" }, { x: 10 }, { x: 9 }, { x: "a" }, {}].map(labelPoint);
    expect(points.toSorted(comparePoints).map(({ key }) => key)).toEqual([
      "x=9",
      "x=10",
      "",
      "x=a",
      "x=b",
    ]);
  });

  it("is an order", () => {
    fc.assert(
      fc.property(fc.array(values, { minLength: 2 }), (list) => {
        const points = list.map((one) => labelPoint(one));
        const sorted = points.toSorted(comparePoints);
        expect(
          points
            .toReversed()
            .toSorted(comparePoints)
            .map(({ key }) => key)
            .sort(),
        ).toEqual(sorted.map(({ key }) => key).sort());
        for (const [i, point] of sorted.slice(1).entries()) {
          expect(comparePoints(sorted[i]!, point)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });
});

describe("instances", () => {
  it("are named by their values, so that a longer list renames none", async () => {
    const idsWith = async (list: string) => {
      const plan = await planText(
        stagesText(`  rows: { uses: fake/rows, matrix: { x: ${list} } }\n`),
      );
      return plan.instances.map(({ id }) => id);
    };
    expect(await idsWith("[1, 2]")).toEqual(["rows@x=1", "rows@x=2"]);
    expect(await idsWith("[0, 2, 1]")).toEqual(["rows@x=0", "rows@x=1", "rows@x=2"]);
  });

  it("have a seed from the root seed, the stage and the point", async () => {
    const plan = await planText(
      `seed: 17\n${stagesText(`
  clean: { uses: fake/rows }
  train: { uses: fake/rows, matrix: { strength: [0.3], seed: [2, 3] } }
  evaluate: { uses: fake/evaluate, in: { data: train }, matrix: { from: train } }
`)}`,
    );
    const seeds = new Map(plan.instances.map(({ id, seed }) => [id, seed]));
    // printf '[17,"clean",{}]' | sha256sum
    expect(seeds.get("clean")).toBe(
      "7e39035f5e6ceb7362f30ce3dc2e5cbd320345da3f9908b685e335cbf3427a27",
    );
    // printf '[2,"train",{"seed":2,"strength":0.3}]' | sha256sum
    expect(seeds.get("train@seed=2,strength=0.3")).toBe(
      "b249550f47f19ca2514649bd54852dbbd0ea2c8ba3ac26fe170c0759bdf5bb45",
    );
    expect(new Set(seeds.values()).size).toBe(5);
  });

  it("keep their seeds when the root seed changes and they have an axis called seed, and only then", async () => {
    const seedsWith = async (seed: number) => {
      const plan = await planText(
        `seed: ${String(seed)}\n${stagesText(`
  train: { uses: fake/rows, matrix: { seed: [2] } }
  clean: { uses: fake/rows }
`)}`,
      );
      return plan.instances.map((instance) => instance.seed);
    };
    const [clean, train] = await seedsWith(1);
    const [otherClean, sameTrain] = await seedsWith(2);
    expect(sameTrain).toBe(train);
    expect(otherClean).not.toBe(clean);
  });
});
