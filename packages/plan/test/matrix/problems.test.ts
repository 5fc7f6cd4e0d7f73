import { describe, expect, it } from "vitest";
import { problemsOf, stagesText } from "../load-text.ts";

describe("matrix-axis", () => {
  it("refuses an axis without values, without a list, or with one value twice", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { uses: fake/rows, matrix: { x: [] } }
  b: { uses: fake/rows, matrix: { x: 3 } }
  c: { uses: fake/rows, matrix: { x: [1, 2, 1.0] } }
  d: { uses: fake/rows, matrix: { x: [{ k: 1 }, { k: 1 }] } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:38: error[matrix-empty]: the axis "x" has no values, so the stage would never run
      4 |   a: { uses: fake/rows, matrix: { x: [] } }
        |                                      ^^
        help: Give it at least one value, or remove the axis.

      pipeline.yaml:5:38: error[value-type]: the axis "x" must be a list of values
      5 |   b: { uses: fake/rows, matrix: { x: 3 } }
        |                                      ^
        help: Write x: [first, second].

      pipeline.yaml:6:45: error[name-duplicate]: the axis "x" has the value 1 twice
      6 |   c: { uses: fake/rows, matrix: { x: [1, 2, 1.0] } }
        |                                             ^^^
        help: Remove one of them.

      pipeline.yaml:7:49: error[name-duplicate]: the axis "x" has the value {"k":1} twice
      7 |   d: { uses: fake/rows, matrix: { x: [{ k: 1 }, { k: 1 }] } }
        |                                                 ^^^^^^^^
        help: Remove one of them.
      "
    `);
  });

  it("refuses seeds that are no whole numbers", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { uses: fake/rows, matrix: { seed: [1, two] } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:45: error[value-type]: a seed must be a whole number of at least 0, and is "two"
      4 |   a: { uses: fake/rows, matrix: { seed: [1, two] } }
        |                                             ^^^
        help: The axis \`seed\` sets the stage's seed; rename the axis if it is something else.
      "
    `);
  });
});

describe("matrix-entries", () => {
  it("refuses an include or exclude that is no list of maps", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { uses: fake/rows, matrix: { x: [1], include: { x: 2 } } }
  b: { uses: fake/rows, matrix: { x: [1], exclude: [3] } }
  c: { uses: fake/rows, matrix: { x: [1], include: [{}] } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:52: error[value-type]: "matrix.include" must be a list of maps from axis to value
      4 |   a: { uses: fake/rows, matrix: { x: [1], include: { x: 2 } } }
        |                                                    ^^^^^^^^
        help: Write include: [{ axis: value }].

      pipeline.yaml:5:53: error[value-type]: "matrix.exclude" must be a list of maps from axis to value
      5 |   b: { uses: fake/rows, matrix: { x: [1], exclude: [3] } }
        |                                                     ^
        help: Write exclude: [{ axis: value }].

      pipeline.yaml:6:53: error[value-type]: "matrix.include" must be a list of maps from axis to value
      6 |   c: { uses: fake/rows, matrix: { x: [1], include: [{}] } }
        |                                                     ^^
        help: Write include: [{ axis: value }].
      "
    `);
  });
});

describe("matrix-exclude", () => {
  it("refuses an axis that the matrix does not have", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { uses: fake/rows, matrix: { strength: [1, 2], exclude: [{ stregth: 1 }] } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:65: error[point-unknown]: the matrix has no axis "stregth" to exclude from
      4 |   a: { uses: fake/rows, matrix: { strength: [1, 2], exclude: [{ stregth: 1 }] } }
        |                                                                 ^^^^^^^
        help: Did you mean "strength"? The axes are: strength.
      "
    `);
  });
});

describe("matrix-points", () => {
  it("refuses a matrix that excludes everything", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { uses: fake/rows, matrix: { x: [1, 2], exclude: [{ x: 1 }, { x: 2 }] } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:46: error[matrix-empty]: the matrix of "a" has no points left, so the stage would never run
      4 |   a: { uses: fake/rows, matrix: { x: [1, 2], exclude: [{ x: 1 }, { x: 2 }] } }
        |                                              ^^^^^^^
        help: Exclude less.
      "
    `);
  });

  it("refuses a point that is included twice", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { uses: fake/rows, matrix: { x: [1], include: [{ x: 2 }, { x: 2 }] } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:43: error[name-duplicate]: \`include\` gives a@x=2 twice
      4 |   a: { uses: fake/rows, matrix: { x: [1], include: [{ x: 2 }, { x: 2 }] } }
        |                                           ^^^^^^^
        help: Remove one of them.
      "
    `);
  });
});

describe("matrix-size", () => {
  it("refuses a matrix of more points than can be run", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { uses: fake/rows, matrix: { x: "\${{ range(0, 1000) }}", y: "\${{ range(0, 1000) }}", z: "\${{ range(0, 10) }}" } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:25: error[matrix-too-large]: the matrix of "a" has 10,000,000 points, and the limit is 100,000
      4 |   a: { uses: fake/rows, matrix: { x: "\${{ range(0, 1000) }}", y: "\${{ range(0, 1000) }}", z: "\${{ range(0, 10) }}" } }
        |                         ^^^^^^
        help: Shorten its lists, or split the stage.
      "
    `);
  });
});

describe("matrix-from", () => {
  it("refuses to join a stage that does not exist", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { uses: fake/rows, matrix: { from: trian } }
  b: { uses: fake/rows, matrix: { from: 3 } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:41: error[stage-unknown]: there is no stage "trian" to join
      4 |   a: { uses: fake/rows, matrix: { from: trian } }
        |                                         ^^^^^
        help: The stages are: a, b.

      pipeline.yaml:5:41: error[value-type]: "matrix.from" must be the name of a stage
      5 |   b: { uses: fake/rows, matrix: { from: 3 } }
        |                                         ^
        help: Join one stage: \`matrix: { from: train }\`.
      "
    `);
  });
});

describe("matrix-joined-axis", () => {
  it("refuses an axis that comes with the join", async () => {
    const problems = await problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  clean: { uses: fake/clean, in: rows }
  train: { uses: fake/train, in: clean, matrix: { strength: [0, 1], seed: [1, 2] } }
  e: { uses: fake/evaluate, matrix: { from: train, seed: [3] }, in: { data: clean, model: train } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:7:52: error[matrix-mismatch]: the axis "seed" comes from "train" already
      7 |   e: { uses: fake/evaluate, matrix: { from: train, seed: [3] }, in: { data: clean, model: train } }
        |                                                    ^^^^
        help: Remove it here, or leave \`from\` out.
      "
    `);
  });
});
