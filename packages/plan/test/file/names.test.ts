import { describe, expect, it } from "vitest";
import { problemsOf, stagesText } from "../load-text.ts";

describe("valid-name", () => {
  it("refuses names with anything but letters, digits, - and _", async () => {
    const problems = await problemsOf(
      stagesText(`
  "../up": { uses: fake/rows }
  a.b: { uses: fake/rows }
  "new\\nline": { uses: fake/rows }
  1st: { uses: fake/rows }
  "": { uses: fake/rows }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:3: error[name-invalid]: "../up" cannot be the name of a stage
      4 |   "../up": { uses: fake/rows }
        |   ^^^^^^^
        help: Names have letters, digits, - and _, start with a letter, and have at most 100 characters.

      pipeline.yaml:5:3: error[name-invalid]: "a.b" cannot be the name of a stage
      5 |   a.b: { uses: fake/rows }
        |   ^^^
        help: Names have letters, digits, - and _, start with a letter, and have at most 100 characters.

      pipeline.yaml:6:3: error[name-invalid]: "new\\nline" cannot be the name of a stage
      6 |   "new\\nline": { uses: fake/rows }
        |   ^^^^^^^^^^^
        help: Names have letters, digits, - and _, start with a letter, and have at most 100 characters.

      pipeline.yaml:7:3: error[name-invalid]: "1st" cannot be the name of a stage
      7 |   1st: { uses: fake/rows }
        |   ^^^
        help: Names have letters, digits, - and _, start with a letter, and have at most 100 characters.

      pipeline.yaml:8:3: error[name-invalid]: "" cannot be the name of a stage
      8 |   "": { uses: fake/rows }
        |   ^^
        help: Names have letters, digits, - and _, start with a letter, and have at most 100 characters.
      "
    `);
  });

  it("says so for axes, parameters and ports", async () => {
    const problems = await problemsOf(`version: 1
name: test
params: { "a b": 1 }
stages:
  rows: { uses: fake/rows, matrix: { "a/b": [1] } }
  c: { cmd: [x], in: { "../i": rows }, out: { "o.p": x.json } }
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:3:11: error[name-invalid]: "a b" cannot be the name of a parameter
      3 | params: { "a b": 1 }
        |           ^^^^^
        help: Names have letters, digits, - and _, start with a letter, and have at most 100 characters.

      pipeline.yaml:5:38: error[name-invalid]: "a/b" cannot be the name of a matrix axis
      5 |   rows: { uses: fake/rows, matrix: { "a/b": [1] } }
        |                                      ^^^^^
        help: Names have letters, digits, - and _, start with a letter, and have at most 100 characters.

      pipeline.yaml:6:24: error[name-invalid]: "../i" cannot be the name of a port
      6 |   c: { cmd: [x], in: { "../i": rows }, out: { "o.p": x.json } }
        |                        ^^^^^^
        help: Names have letters, digits, - and _, start with a letter, and have at most 100 characters.

      pipeline.yaml:6:47: error[name-invalid]: "o.p" cannot be the name of a port
      6 |   c: { cmd: [x], in: { "../i": rows }, out: { "o.p": x.json } }
        |                                               ^^^^^
        help: Names have letters, digits, - and _, start with a letter, and have at most 100 characters.
      "
    `);
  });
});
