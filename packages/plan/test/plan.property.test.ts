import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Plan } from "@fairline/plan";
import { dataOf, cachedWorld } from "./plan-cache/cached-world.ts";
import { loadText, planText } from "./load-text.ts";

/** One stage of a random pipeline: a matrix or a join, and inputs from stages before it. */
interface RandomStage {
  readonly name: string;
  readonly text: string;
}

const axes = fc.constantFrom(
  "",
  "matrix: { x: [1, 2] }, ",
  "matrix: { seed: [3, 1], x: [b, a] }, ",
);

/** Pipelines whose stages read from earlier ones, joined, broadcast or as commands over all points. */
const pipelines = fc
  .array(fc.tuple(axes, fc.nat(), fc.nat(2)), { minLength: 1, maxLength: 12 })
  .map((choices) => {
    const stages: RandomStage[] = [];
    for (const [i, [matrix, pick, sort]] of choices.entries()) {
      const name = `s${String(i)}`;
      const upstream = stages[pick % Math.max(1, stages.length)];
      if (upstream === undefined || sort === 0) {
        stages.push({ name, text: `{ uses: fake/rows, ${matrix}with: { rows: 3 } }` });
      } else if (sort === 1) {
        const from = `matrix: { from: ${upstream.name} }`;
        stages.push({ name, text: `{ uses: fake/clean, ${from}, in: ${upstream.name} }` });
      } else {
        const command = `cmd: [cat, "\${{ in.all }}"], out: { out: rows.arrow }`;
        // A command gives \`out\`, which the next reader of one output takes as its data.
        stages.push({ name, text: `{ ${command}, in: { all: "${upstream.name}[*]" } }` });
      }
    }
    return stages;
  });

function textOf(stages: readonly RandomStage[]): string {
  const lines = stages.map(({ name, text }) => `  ${name}: ${text}`);
  return ["version: 1", "name: random", "stages:", ...lines, ""].join("\n");
}

/** What of a plan must not depend on the file: all but locations, the text and the folder. */
function comparable({ instances, switchedOff, gates, params, seed }: Plan): unknown {
  return {
    instances: instances.map((one) => ({ ...one, location: undefined, publish: undefined })),
    switchedOff,
    gates,
    params,
    seed,
  };
}

describe("a plan", () => {
  it("does not depend on the order of the stages in the file", async () => {
    await fc.assert(
      fc.asyncProperty(
        pipelines,
        fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
        async (stages, keys) => {
          const shuffled = stages
            .map((stage, i) => ({ stage, key: keys[i]! }))
            .sort((a, b) => a.key - b.key)
            .map(({ stage }) => stage);
          const [plan, other] = [await planText(textOf(stages)), await planText(textOf(shuffled))];
          expect(comparable(other)).toEqual(comparable(plan));
        },
      ),
      { numRuns: 40 },
    );
  });

  it("comes back from a store as planning anew gives it", async () => {
    await fc.assert(
      fc.asyncProperty(pipelines, async (stages) => {
        const world = cachedWorld({ "pipeline.yaml": textOf(stages) });
        const planned = await world.plan();
        expect(dataOf((await world.find())?.plan)).toEqual(dataOf(planned));
      }),
      { numRuns: 40 },
    );
  });

  it("has every instance after all that it reads", async () => {
    await fc.assert(
      fc.asyncProperty(pipelines, async (stages) => {
        const { instances } = await planText(textOf(stages));
        const position = new Map(instances.map(({ id }, i) => [id, i]));
        expect(position.size).toBe(instances.length);
        for (const [i, { inputs }] of instances.entries()) {
          for (const { from } of inputs) {
            const ids =
              from.type === "instance"
                ? [from.id]
                : from.type === "fan-in"
                  ? from.members.map(({ id }) => id)
                  : [];
            for (const id of ids) expect(position.get(id)).toBeLessThan(i);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});

const example = `version: 1
name: example
params: { n: 3, list: [1, 2] }
stages:
  rows: { uses: fake/rows, with: { rows: "\${{ params.n }}" } }
  train: { uses: fake/train, in: rows, matrix: { strength: "\${{ params.list }}" } }
  evaluate: { uses: fake/evaluate, matrix: { from: train }, in: { data: rows, model: train } }
  report: { uses: fake/report, in: "evaluate[*].metrics", publish: page.html }
  check: { cmd: [cat, "\${{ in.m }}"], in: { m: "evaluate[strength=1].metrics" }, out: { o: x.json } }
gates:
  - { name: floor, stage: evaluate, metric: accuracy, min: 0.8 }
`;

describe("loading", () => {
  it("never throws, and gives a plan or problems, whatever is done to a file", async () => {
    const junk = fc.constantFrom(
      "",
      " ",
      "\n",
      "{",
      "}",
      "[",
      "]",
      ":",
      "-",
      "*",
      "&a",
      "<<",
      "${{",
      "}}",
      '"',
      "'",
      "#",
      "!x",
      "__proto__",
      "null",
      "1e999",
      "\t",
      "..",
      "/",
      "@",
      "é",
      "\u0000",
    );
    const edit = fc.tuple(fc.nat(example.length), fc.nat(12), junk);
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async (edits) => {
        const text = edits.reduce(
          (changed, [at, length, inserted]) =>
            changed.slice(0, at) + inserted + changed.slice(at + length),
          example,
        );
        const { plan, diagnostics, rendered } = await loadText(text);
        expect(plan === undefined).toBe(diagnostics.length > 0);
        expect(rendered === "").toBe(diagnostics.length === 0);
      }),
      { numRuns: 400 },
    );
  });

  it("never throws for text at random", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 200 }), async (text) => {
        const { plan, diagnostics } = await loadText(text);
        expect(plan).toBeUndefined();
        expect(diagnostics).not.toHaveLength(0);
      }),
      { numRuns: 100 },
    );
  });
});
