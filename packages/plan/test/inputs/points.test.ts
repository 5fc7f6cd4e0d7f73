import { describe, expect, it } from "vitest";
import { problemsOf, stagesText } from "../load-text.ts";

describe("points-joined", () => {
  it("refuses a matrix stage that feeds one without", async () => {
    const problems = await problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  clean: { uses: fake/clean, in: rows }
  train: { uses: fake/train, in: clean, matrix: { strength: [0, 1], seed: [1, 2] } }
  e: { uses: fake/evaluate, in: { data: clean, model: train } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:7:55: error[matrix-mismatch]: "train" runs at several points, and "e" has no matrix axis to join them by: seed, strength
      7 |   e: { uses: fake/evaluate, in: { data: clean, model: train } }
        |                                                       ^^^^^
        help: Pick one with "train[seed=…,strength=…].model", or run "e" at the same points with \`matrix: { from: train }\`.
      "
    `);
  });

  it("refuses points that the stage does not have", async () => {
    const problems = await problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  clean: { uses: fake/clean, in: rows }
  train: { uses: fake/train, in: clean, matrix: { strength: [0, 1], seed: [1, 2] } }
  e: { uses: fake/evaluate, matrix: { strength: [0, 2], seed: [1] }, in: { data: clean, model: train } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:7:96: error[point-unknown]: "train" has no point for "e@seed=1,strength=2"
      7 |   e: { uses: fake/evaluate, matrix: { strength: [0, 2], seed: [1] }, in: { data: clean, model: train } }
        |                                                                                                ^^^^^
        help: Give both stages the same values, or run "e" at the same points with \`matrix: { from: train }\`.
      "
    `);
  });

  it("refuses a selection that leaves several", async () => {
    const problems = await problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  clean: { uses: fake/clean, in: rows }
  train: { uses: fake/train, in: clean, matrix: { strength: [0, 1], seed: [1, 2] } }
  e: { uses: fake/evaluate, in: { data: clean, model: "train[strength=1]" } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:7:55: error[matrix-mismatch]: "train" runs at several points, and "e" has no matrix axis to join them by: seed
      7 |   e: { uses: fake/evaluate, in: { data: clean, model: "train[strength=1]" } }
        |                                                       ^^^^^^^^^^^^^^^^^^^
        help: Pick one with "train[seed=…].model", or run "e" at the same points with \`matrix: { from: train }\`.
      "
    `);
  });

  it("refuses several matches at uneven points", async () => {
    const problems = await problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  a: { uses: fake/clean, in: rows, matrix: { x: [1], include: [{ x: 3 }, { x: 3, y: 4 }] } }
  b: { uses: fake/clean, in: a, matrix: { x: [3], y: [4] } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:6:30: error[matrix-mismatch]: "b@x=3,y=4" matches 2 points of "a"
      6 |   b: { uses: fake/clean, in: a, matrix: { x: [3], y: [4] } }
        |                              ^
        help: Pick one: "a[axis=value].data".
      "
    `);
  });
});

describe("selection", () => {
  it("refuses an axis that the stage does not have", async () => {
    const problems = await problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  clean: { uses: fake/clean, in: rows }
  train: { uses: fake/train, in: clean, matrix: { strength: [0, 1], seed: [1, 2] } }
  e: { uses: fake/evaluate, in: { data: clean, model: "train[stregth=1]" } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:7:55: error[point-unknown]: "train" has no matrix axis "stregth" to pick points by
      7 |   e: { uses: fake/evaluate, in: { data: clean, model: "train[stregth=1]" } }
        |                                                       ^^^^^^^^^^^^^^^^^^
        help: Did you mean "strength"? The axes are: seed, strength.
      "
    `);
  });

  it("refuses a value that the axis does not have", async () => {
    const problems = await problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  clean: { uses: fake/clean, in: rows }
  train: { uses: fake/train, in: clean, matrix: { strength: [0, 1], seed: [1, 2] } }
  e: { uses: fake/evaluate, in: { data: clean, model: "train[strength=7,seed=1]" } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:7:55: error[point-unknown]: "train[strength=7,seed=1]" picks no point of "train"
      7 |   e: { uses: fake/evaluate, in: { data: clean, model: "train[strength=7,seed=1]" } }
        |                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^
        help: There, strength is one of 0, 1, and seed is one of 1, 2.
      "
    `);
  });
});
