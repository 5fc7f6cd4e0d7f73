import { defineStage } from "@fairline/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { problemsOf, stagesText } from "../load-text.ts";

const rows = "  rows: { uses: fake/rows }\n";

describe("the check of parameters", () => {
  it("goes on to files and gates where a name is the only thing wrong with a stage", async () => {
    const problems = await problemsOf(
      `${stagesText(`
  raw:
    uses: fake/ingest
    with: { source: absent.csv, roless: { label: income } }
`)}gates:
  - { name: floor, stage: raw, metric: acuracy, min: 0.5 }
`,
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:6:21: error[input-file-missing]: there is no file "absent.csv"
      6 |     with: { source: absent.csv, roless: { label: income } }
        |                     ^^^^^^^^^^
        help: Paths are relative to the pipeline file.

      pipeline.yaml:6:33: error[param-unknown]: fake/ingest has no parameter "roless"
      6 |     with: { source: absent.csv, roless: { label: income } }
        |                                 ^^^^^^
        help: Did you mean "roles"? The parameters are: source, roles.

      pipeline.yaml:8:27: error[gate-metric-unknown]: "raw" has no output of kind metrics for the gate "floor"
      8 |   - { name: floor, stage: raw, metric: acuracy, min: 0.5 }
        |                           ^^^
        help: Name a stage that evaluates.
      "
    `);
  });

  it("says everything at once: unknown, missing, of the wrong type, out of range", async () => {
    const problems = await problemsOf(
      stagesText(`
  raw:
    uses: fake/ingest
    with:
      roles: { lable: income, sensitive: sex }
  train:
    uses: fake/train
    in: raw
    with:
      epoch: 3
      strength: 11
      hidden: [64, wide, 0]
      warmup: 1.5
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:6:5: error[param-invalid]: fake/ingest needs the parameter "source"
      6 |     with:
        |     ^^^^
        help: Add \`source:\`.

      pipeline.yaml:7:16: error[param-unknown]: fake/ingest has no parameter "roles.lable"
      7 |       roles: { lable: income, sensitive: sex }
        |                ^^^^^
        help: Did you mean "label"? The parameters are: label, sensitive.

      pipeline.yaml:7:42: error[param-invalid]: "roles.sensitive" must be a list, and is "sex"
      7 |       roles: { lable: income, sensitive: sex }
        |                                          ^^^

      pipeline.yaml:12:7: error[param-unknown]: fake/train has no parameter "epoch"
      12 |       epoch: 3
         |       ^^^^^
        help: Did you mean "epochs"? The parameters are: epochs, strength, hidden, warmup.

      pipeline.yaml:13:17: error[param-invalid]: "strength" must be at most 10, and is 11
      13 |       strength: 11
         |                 ^^

      pipeline.yaml:14:20: error[param-invalid]: "hidden[1]" must be a number, and is "wide"
      14 |       hidden: [64, wide, 0]
         |                    ^^^^

      pipeline.yaml:14:26: error[param-invalid]: "hidden[2]" must be at least 1, and is 0
      14 |       hidden: [64, wide, 0]
         |                          ^

      pipeline.yaml:15:15: error[param-invalid]: "warmup" must be a whole number, and is 1.5
      15 |       warmup: 1.5
         |               ^^^
      "
    `);
  });

  it("underlines the part of a text that a schema refuses, where the file has the text as it is", async () => {
    const greet = defineStage({
      name: "fake/greet",
      summary: "Greets.",
      params: z.strictObject({
        words: z.string().superRefine((text, context) => {
          const offset = text.indexOf("bye");
          const params = { place: { offset, length: 3 } };
          if (offset >= 0) context.addIssue({ code: "custom", message: "no farewells", params });
        }),
      }),
      inputs: {},
      outputs: { file: { kind: "file", summary: "Words." } },
      run: () => Promise.reject(new Error("never runs")),
    });
    const problems = await problemsOf(
      `version: 1
name: test
params: { last: good bye }
stages:
  a: { uses: fake/greet, with: { words: good bye all } }
  b: { uses: fake/greet, with: { words: "good bye all" } }
  c: { uses: fake/greet, with: { words: "good\\tbye all" } }
  d: { uses: fake/greet, with: { words: "\${{ params.last }}" } }
`,
      { stages: new Map([[greet.name, greet]]) },
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:5:46: error[param-invalid]: "words": no farewells
      5 |   a: { uses: fake/greet, with: { words: good bye all } }
        |                                              ^^^

      pipeline.yaml:6:47: error[param-invalid]: "words": no farewells
      6 |   b: { uses: fake/greet, with: { words: "good bye all" } }
        |                                               ^^^

      pipeline.yaml:7:41: error[param-invalid]: "words": no farewells
      7 |   c: { uses: fake/greet, with: { words: "good\\tbye all" } }
        |                                         ^^^^^^^^^^^^^^^

      pipeline.yaml:8:41: error[param-invalid]: "words": no farewells
      8 |   d: { uses: fake/greet, with: { words: "\${{ params.last }}" } }
        |                                         ^^^^^^^^^^^^^^^^^^^^
      "
    `);
  });

  it("reads a misspelt key as the one that it stands for", async () => {
    expect(await problemsOf(stagesText("  raw: { uses: fake/ingest, with: { sauce: a.csv } }\n")))
      .toMatchInlineSnapshot(`
      "pipeline.yaml:4:37: error[param-unknown]: fake/ingest has no parameter "sauce"
      4 |   raw: { uses: fake/ingest, with: { sauce: a.csv } }
        |                                     ^^^^^
        help: Did you mean "source"? The parameters are: source, roles.
      "
    `);
  });

  it("says which option of a union was meant, or what there is", async () => {
    const problems = await problemsOf(
      stagesText(`${rows}
  clean:
    uses: fake/clean
    in: rows
    with:
      steps:
        - filter: 3
        - split: { test: 2, bye: [x] }
        - fliter: x
        - impute: median
        - shufle
        - 7
        - { filter: x, split: {} }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:11:19: error[param-invalid]: "steps[0].filter" must be text, and is 3
      11 |         - filter: 3
         |                   ^

      pipeline.yaml:12:26: error[param-invalid]: "steps[1].split.test" must be less than 1, and is 2
      12 |         - split: { test: 2, bye: [x] }
         |                          ^

      pipeline.yaml:12:29: error[param-unknown]: fake/clean has no parameter "steps[1].split.bye"
      12 |         - split: { test: 2, bye: [x] }
         |                             ^^^
        help: Did you mean "by"? The parameters are: test, by.

      pipeline.yaml:13:11: error[param-invalid]: "steps[2]" must be "drop-duplicates" or "shuffle", or a map with one of filter, split, and is {"fliter":"x"}
      13 |         - fliter: x
         |           ^^^^^^^^^
        help: Did you mean "filter"?

      pipeline.yaml:14:11: error[param-invalid]: "steps[3]" must be "drop-duplicates" or "shuffle", or a map with one of filter, split, and is {"impute":"median"}
      14 |         - impute: median
         |           ^^^^^^^^^^^^^^

      pipeline.yaml:15:11: error[param-invalid]: "steps[4]" must be "drop-duplicates" or "shuffle", or a map with one of filter, split, and is "shufle"
      15 |         - shufle
         |           ^^^^^^
        help: Did you mean "shuffle"?

      pipeline.yaml:16:11: error[param-invalid]: "steps[5]" must be "drop-duplicates" or "shuffle", or a map with one of filter, split, and is 7
      16 |         - 7
         |           ^

      pipeline.yaml:17:24: error[param-invalid]: "steps[6].split" cannot be combined with "filter"
      17 |         - { filter: x, split: {} }
         |                        ^^^^^
        help: Write each of them as an entry of its own.
      "
    `);
  });

  it("says what two parameters together must keep, at the one to blame", async () => {
    expect(
      await problemsOf(
        stagesText(
          `${rows}  train: { uses: fake/train, in: rows, with: { epochs: 2, warmup: 3 } }\n`,
        ),
      ),
    ).toMatchInlineSnapshot(`
      "pipeline.yaml:5:67: error[param-invalid]: "warmup": is more than the 2 epochs
      5 |   train: { uses: fake/train, in: rows, with: { epochs: 2, warmup: 3 } }
        |                                                                   ^
      "
    `);
  });

  it("tells a value that is wrong at several points once, with the first of them", async () => {
    expect(
      await problemsOf(
        stagesText(`${rows}
  train:
    uses: fake/train
    in: rows
    matrix: { strength: [1, 20, 30, 40] }
    with: { strength: "\${{ matrix.strength }}", epochs: "\${{ matrix.epochs }}" }
`),
      ),
    ).toMatchInlineSnapshot(`
      "pipeline.yaml:10:23: error[param-invalid]: "strength" must be at most 10, and is 20 at train@strength=20
      10 |     with: { strength: "\${{ matrix.strength }}", epochs: "\${{ matrix.epochs }}" }
         |                       ^^^^^^^^^^^^^^^^^^^^^^^^

      pipeline.yaml:10:62: error[expression-unknown]: matrix has no member "epochs"
      10 |     with: { strength: "\${{ matrix.strength }}", epochs: "\${{ matrix.epochs }}" }
         |                                                              ^^^^^^^^^^^^^
        help: The axes are: strength.
      "
    `);
  });

  it("points at the expression that a value inside came from", async () => {
    expect(
      await problemsOf(`version: 1
name: test
params: { widths: [4, none], whole: { epochs: 0 } }
stages:
  rows: { uses: fake/rows }
  train: { uses: fake/train, in: rows, with: { hidden: "\${{ params.widths }}" } }
  again: { uses: fake/train, in: rows, with: "\${{ params.whole }}" }
`),
    ).toMatchInlineSnapshot(`
      "pipeline.yaml:6:56: error[param-invalid]: "hidden[1]" must be a number, and is "none"
      6 |   train: { uses: fake/train, in: rows, with: { hidden: "\${{ params.widths }}" } }
        |                                                        ^^^^^^^^^^^^^^^^^^^^^^

      pipeline.yaml:7:46: error[param-invalid]: "epochs" must be at least 1, and is 0
      7 |   again: { uses: fake/train, in: rows, with: "\${{ params.whole }}" }
        |                                              ^^^^^^^^^^^^^^^^^^^^^
      "
    `);
  });
});
