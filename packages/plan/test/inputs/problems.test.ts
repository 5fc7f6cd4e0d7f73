import { describe, expect, it } from "vitest";
import { problemsOf, stagesText } from "../load-text.ts";

describe("input-port", () => {
  it("refuses a port that the stage does not have, and says nothing of the one it stands for", async () => {
    const problems = await problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  clean: { uses: fake/clean, in: { dat: rows } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:5:36: error[port-unknown]: fake/clean has no input port "dat"
      5 |   clean: { uses: fake/clean, in: { dat: rows } }
        |                                    ^^^
        help: Did you mean "data"? The input ports are: data.
      "
    `);
  });

  it("refuses a stage whose input is not connected", async () => {
    const problems = await problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  clean: { uses: fake/clean }
  evaluate: { uses: fake/evaluate, in: {} }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:5:3: error[port-missing]: the input "data" of fake/clean is not connected: Rows.
      5 |   clean: { uses: fake/clean }
        |   ^^^^^
        help: Add \`in: { data: … }\` with the stage or file that it comes from.

      pipeline.yaml:6:36: error[port-missing]: the input "data" of fake/evaluate is not connected: Rows to evaluate on.
      6 |   evaluate: { uses: fake/evaluate, in: {} }
        |                                    ^^
        help: Add \`in: { data: … }\` with the stage or file that it comes from.
      "
    `);
  });
});

describe("input-port-named", () => {
  it("refuses a bare reference where a command or a stage has to name the port", async () => {
    const problems = await problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  a: { cmd: [x], in: rows, out: { y: z } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:5:22: error[port-ambiguous]: a command has the input ports that you name, and this one has no name
      5 |   a: { cmd: [x], in: rows, out: { y: z } }
        |                      ^^^^
        help: Name it: \`in: { data: rows }\`.
      "
    `);
  });

  it("refuses an input of a stage that takes none", async () => {
    const problems = await problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  a: { uses: fake/rows, in: rows }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:5:25: error[port-unknown]: fake/rows has no input ports
      5 |   a: { uses: fake/rows, in: rows }
        |                         ^^
        help: Remove \`in:\`.
      "
    `);
  });
});

describe("output-port", () => {
  it("refuses an output that the stage does not have", async () => {
    const problems = await problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  clean: { uses: fake/clean, in: rows }
  train: { uses: fake/train, in: clean.dta }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:6:34: error[port-unknown]: "clean" has no output port "dta"
      6 |   train: { uses: fake/train, in: clean.dta }
        |                                  ^^^^^^^^^
        help: Did you mean "data"? The output ports are: data.
      "
    `);
  });

  it("refuses a reference that does not say which output", async () => {
    const problems = await problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  clean: { uses: fake/clean, in: rows }
  train: { uses: fake/train, in: clean }
  again: { uses: fake/clean, in: train }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:7:34: error[port-ambiguous]: "train" has several outputs, and none is called "data"
      7 |   again: { uses: fake/clean, in: train }
        |                                  ^^^^^
        help: Name one: train.model, train.curve.
      "
    `);
  });
});

describe("stage-known", () => {
  it("refuses a reference to nothing", async () => {
    const problems = await problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  a: { uses: fake/clean, in: rwos }
  b: { uses: fake/clean, in: rws.data }
  c: { uses: fake/clean, in: "nothing[*]" }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:5:30: error[stage-unknown]: there is no stage "rwos", and no file "rwos"
      5 |   a: { uses: fake/clean, in: rwos }
        |                              ^^^^
        help: Did you mean "rows"? The stages are: rows, a, b, c.

      pipeline.yaml:6:30: error[stage-unknown]: there is no stage "rws", and no file "rws.data"
      6 |   b: { uses: fake/clean, in: rws.data }
        |                              ^^^^^^^^
        help: Did you mean "rows"? The stages are: rows, a, b, c.

      pipeline.yaml:7:30: error[stage-unknown]: there is no stage "nothing", and no file "nothing[*]"
      7 |   c: { uses: fake/clean, in: "nothing[*]" }
        |                              ^^^^^^^^^^^^
        help: The stages are: rows, a, b, c.
      "
    `);
  });

  it("refuses a selection that cannot be read", async () => {
    const problems = await problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  a: { uses: fake/clean, in: "rows[strength]" }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:5:30: error[point-unknown]: "rows[strength]" does not pick points in a form that can be read
      5 |   a: { uses: fake/clean, in: "rows[strength]" }
        |                              ^^^^^^^^^^^^^^^^
        help: Write stage[*].port for all points, or stage[axis=value].port for some.
      "
    `);
  });
});

describe("port-kind", () => {
  it("refuses an output of another kind", async () => {
    const problems = await problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  clean: { uses: fake/clean, in: rows }
  train: { uses: fake/train, in: clean }
  again: { uses: fake/clean, in: train.model }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:7:34: error[port-kind]: the input "data" takes a table, and "train.model" is a model
      7 |   again: { uses: fake/clean, in: train.model }
        |                                  ^^^^^^^^^^^
        help: Connect an output of kind table.
      "
    `);
  });

  it("refuses a file that is no table, and a file for a list", async () => {
    const problems = await problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  a: { uses: fake/clean, in: ./data.csv }
  r: { uses: fake/report, in: { metrics: ./m.json } }
`),
      { files: { "data.csv": "", "m.json": "" } },
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:5:30: error[port-kind]: the input "data" takes a table, and "./data.csv" is not an .arrow file
      5 |   a: { uses: fake/clean, in: ./data.csv }
        |                              ^^^^^^^^^^
        help: Read the file into a table with a stage of its own.

      pipeline.yaml:6:42: error[port-kind]: the input "metrics" takes a list of what stages make, and "./m.json" is a file
      6 |   r: { uses: fake/report, in: { metrics: ./m.json } }
        |                                          ^^^^^^^^
        help: Name a stage with an output of kind metrics.
      "
    `);
  });
});

describe("fan-in", () => {
  it("refuses all points for a port that takes one", async () => {
    const problems = await problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  clean: { uses: fake/clean, in: rows }
  train: { uses: fake/train, in: clean, matrix: { strength: [0, 1], seed: [1, 2] } }
  e: { uses: fake/evaluate, in: { data: clean, model: "train[*]" } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:7:55: error[matrix-mismatch]: the input "model" takes one model, and "train[*]" is one for every point
      7 |   e: { uses: fake/evaluate, in: { data: clean, model: "train[*]" } }
        |                                                       ^^^^^^^^^^
        help: Pick a point: "train[axis=value].model".
      "
    `);
  });
});
