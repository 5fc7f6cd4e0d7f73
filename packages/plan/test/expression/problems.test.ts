import { describe, expect, it } from "vitest";
import { problemsOf, stagesText } from "../load-text.ts";

describe("expression-syntax", () => {
  it("refuses what is no expression", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { uses: fake/rows, with: { rows: "\${{ 1 + 2 }}" } }
  b: { uses: fake/rows, with: { rows: "\${{ a ? b : c }}" } }
  c: { uses: fake/rows, with: { rows: "\${{ params.rows" } }
  d: { uses: fake/rows, with: { rows: "\${{ }}" } }
  e: { uses: fake/rows, with: { rows: "\${{ f(1)(2) }}" } }
  f: { uses: fake/rows, with: { rows: "\${{ 1 2 }}" } }
  g: { uses: fake/rows, when: "params.x =" }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:46: error[expression-syntax]: this is not an expression: unexpected "+"
      4 |   a: { uses: fake/rows, with: { rows: "\${{ 1 + 2 }}" } }
        |                                              ^
        help: An expression has paths (params.x, matrix.x), literals, == != && || ! ??, range() and file().

      pipeline.yaml:5:46: error[expression-syntax]: this is not an expression: \`a ? b : c\` is not part of the expression language
      5 |   b: { uses: fake/rows, with: { rows: "\${{ a ? b : c }}" } }
        |                                              ^
        help: An expression has paths (params.x, matrix.x), literals, == != && || ! ??, range() and file().

      pipeline.yaml:6:40: error[expression-syntax]: this is not an expression: \`\${{\` is never closed by \`}}\`
      6 |   c: { uses: fake/rows, with: { rows: "\${{ params.rows" } }
        |                                        ^^^^^^^^^^^^^^^
        help: An expression has paths (params.x, matrix.x), literals, == != && || ! ??, range() and file().

      pipeline.yaml:7:40: error[expression-syntax]: this is not an expression: the expression is empty
      7 |   d: { uses: fake/rows, with: { rows: "\${{ }}" } }
        |                                        ^^^^^^
        help: An expression has paths (params.x, matrix.x), literals, == != && || ! ??, range() and file().

      pipeline.yaml:8:48: error[expression-syntax]: this is not an expression: only functions can be called
      8 |   e: { uses: fake/rows, with: { rows: "\${{ f(1)(2) }}" } }
        |                                                ^
        help: An expression has paths (params.x, matrix.x), literals, == != && || ! ??, range() and file().

      pipeline.yaml:9:46: error[expression-syntax]: this is not an expression: there must be one expression, with an operator between two values
      9 |   f: { uses: fake/rows, with: { rows: "\${{ 1 2 }}" } }
        |                                              ^
        help: An expression has paths (params.x, matrix.x), literals, == != && || ! ??, range() and file().

      pipeline.yaml:10:41: error[expression-syntax]: this is not an expression: write == to compare
      10 |   g: { uses: fake/rows, when: "params.x =" }
         |                                         ^
        help: An expression has paths (params.x, matrix.x), literals, == != && || ! ??, range() and file().
      "
    `);
  });
});

describe("expression-root", () => {
  it("refuses roots that do not exist", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { uses: fake/rows, with: { rows: "\${{ parms.rows }}" } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:44: error[expression-unknown]: an expression cannot start with "parms"
      4 |   a: { uses: fake/rows, with: { rows: "\${{ parms.rows }}" } }
        |                                            ^^^^^^^^^^
        help: Did you mean "params"? The roots are: params, matrix.
      "
    `);
  });

  it("refuses roots where they have no value", async () => {
    const problems = await problemsOf(`version: 1
name: test
params: { n: 3, m: "\${{ params.n }}" }
stages:
  a: { uses: fake/rows, with: { rows: "\${{ env.N }}" }, matrix: { x: "\${{ matrix.y }}" } }
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:3:25: error[expression-unknown]: \`params\` cannot be used in \`params\`
      3 | params: { n: 3, m: "\${{ params.n }}" }
        |                         ^^^^^^^^
        help: Write the value, or compute it with range() or file().

      pipeline.yaml:5:44: error[expression-unknown]: \`env\` cannot be used here
      5 |   a: { uses: fake/rows, with: { rows: "\${{ env.N }}" }, matrix: { x: "\${{ matrix.y }}" } }
        |                                            ^^^^^
        help: Use \`env\` in \`cmd\`.

      pipeline.yaml:5:75: error[expression-unknown]: \`matrix\` cannot be used here
      5 |   a: { uses: fake/rows, with: { rows: "\${{ env.N }}" }, matrix: { x: "\${{ matrix.y }}" } }
        |                                                                           ^^^^^^^^
        help: Use params here.
      "
    `);
  });
});

describe("expression-value", () => {
  it("refuses names that do not exist", async () => {
    const problems = await problemsOf(`version: 1
name: test
params: { rows: 3, sizes: [1, 2], model: { depth: 2 } }
stages:
  a: { uses: fake/rows, with: { rows: "\${{ params.row }}" } }
  b: { uses: fake/rows, with: { rows: "\${{ params.sizes[2] }}" } }
  c: { uses: fake/rows, with: { rows: "\${{ params.model.dept }}" } }
  d: { uses: fake/rows, with: { rows: "\${{ matrix.x }}" } }
  e: { uses: fake/rows, with: { rows: "\${{ rang(1) }}" } }
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:5:44: error[expression-unknown]: params has no member "row"
      5 |   a: { uses: fake/rows, with: { rows: "\${{ params.row }}" } }
        |                                            ^^^^^^^^^^
        help: Did you mean "rows"? The parameters are: rows, sizes, model.

      pipeline.yaml:6:44: error[expression-unknown]: params.sizes has no member 2
      6 |   b: { uses: fake/rows, with: { rows: "\${{ params.sizes[2] }}" } }
        |                                            ^^^^^^^^^^^^^^^
        help: It is a list of 2; the first index is 0.

      pipeline.yaml:7:44: error[expression-unknown]: params.model has no member "dept"
      7 |   c: { uses: fake/rows, with: { rows: "\${{ params.model.dept }}" } }
        |                                            ^^^^^^^^^^^^^^^^^
        help: Did you mean "depth"? The members are: depth.

      pipeline.yaml:8:44: error[expression-unknown]: matrix has no member "x"
      8 |   d: { uses: fake/rows, with: { rows: "\${{ matrix.x }}" } }
        |                                            ^^^^^^^^
        help: There are no axes.

      pipeline.yaml:9:44: error[expression-unknown]: there is no function "rang"
      9 |   e: { uses: fake/rows, with: { rows: "\${{ rang(1) }}" } }
        |                                            ^^^^
        help: Did you mean "range"? The functions are: range, file.
      "
    `);
  });

  it("refuses operands and arguments of the wrong type", async () => {
    const problems = await problemsOf(`version: 1
name: test
params: { rows: 3, sizes: [1, 2] }
stages:
  a: { uses: fake/rows, with: { rows: "\${{ !params.rows }}" } }
  b: { uses: fake/rows, with: { rows: "\${{ range(1) }}" } }
  c: { uses: fake/rows, with: { rows: "\${{ range(0, 1, 0) }}" } }
  d: { uses: fake/rows, with: { rows: "\${{ file(1) }}" } }
  e: { uses: fake/rows, with: { rows: "n is \${{ params.sizes }}" } }
  f: { uses: fake/rows, with: { rows: "\${{ range(0, 1e9) }}" } }
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:5:45: error[expression-type]: \`!\` needs true or false, and got 3
      5 |   a: { uses: fake/rows, with: { rows: "\${{ !params.rows }}" } }
        |                                             ^^^^^^^^^^^
        help: Compare the value with == or !=.

      pipeline.yaml:6:44: error[expression-type]: range takes two or three numbers
      6 |   b: { uses: fake/rows, with: { rows: "\${{ range(1) }}" } }
        |                                            ^^^^^^^^
        help: Write range(from, below) or range(from, below, step).

      pipeline.yaml:7:44: error[expression-type]: the step of a range must not be 0
      7 |   c: { uses: fake/rows, with: { rows: "\${{ range(0, 1, 0) }}" } }
        |                                            ^^^^^^^^^^^^^^

      pipeline.yaml:8:44: error[expression-type]: file takes one path
      8 |   d: { uses: fake/rows, with: { rows: "\${{ file(1) }}" } }
        |                                            ^^^^^^^
        help: Write file('notes.txt').

      pipeline.yaml:9:45: error[expression-type]: a list cannot stand inside a text
      9 |   e: { uses: fake/rows, with: { rows: "n is \${{ params.sizes }}" } }
        |                                             ^^^^^^^^^^^^^^^^^^^
        help: Use a number, a word, true or false there.

      pipeline.yaml:10:44: error[expression-type]: the range has 1,000,000,000 values, and the limit is 10,000
      10 |   f: { uses: fake/rows, with: { rows: "\${{ range(0, 1e9) }}" } }
         |                                            ^^^^^^^^^^^^^
      "
    `);
  });

  it("refuses a file that cannot be read", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { uses: fake/rows, description: x, with: { rows: "\${{ file('notes.txt') }}" } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:66: error[input-file-missing]: the file "notes.txt" does not exist
      4 |   a: { uses: fake/rows, description: x, with: { rows: "\${{ file('notes.txt') }}" } }
        |                                                                  ^^^^^^^^^
        help: Paths are relative to the pipeline file.
      "
    `);
  });

  it("says a mistake in a parameter once, and not where the parameter is used", async () => {
    const problems = await problemsOf(`version: 1
name: test
params: { n: "\${{ rang(3) }}" }
stages:
  a: { uses: fake/rows, with: { rows: "\${{ params.n }}" } }
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:3:19: error[expression-unknown]: there is no function "rang"
      3 | params: { n: "\${{ rang(3) }}" }
        |                   ^^^^
        help: Did you mean "range"? The functions are: range, file.
      "
    `);
  });
});
