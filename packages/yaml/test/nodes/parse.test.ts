import { describe, expect, it } from "vitest";
import { problemsOf, stagesText } from "../parse-text.ts";

describe("yaml-syntax", () => {
  it("reports the first thing that is not YAML, and nothing after it", () => {
    const problems = problemsOf(`version: 1
name: test
stages:
  a: { uses: fake/rows
  b: ]
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:5:3: error[yaml-syntax]: this is not YAML: flow map in block collection must be sufficiently indented and end with a }
      5 |   b: ]
        |   ^
      "
    `);
  });

  it("says how to write a choice of points in braces", () => {
    const problems = problemsOf(`version: 1
name: test
stages:
  a: { uses: fake/report, in: evaluate[*] }
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:39: error[yaml-syntax]: this is not YAML: unexpected flow-seq-start at node end
      4 |   a: { uses: fake/report, in: evaluate[*] }
        |                                       ^
        help: Quote a choice of points inside { } or [ ]: "stage[*].port".
      "
    `);
  });

  it("says how to write an expression in braces", () => {
    const problems = problemsOf(`version: 1
name: test
stages:
  a: { uses: fake/rows, with: { rows: \${{ params.n }} } }
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:40: error[yaml-syntax]: this is not YAML: unexpected flow-map-start at node end
      4 |   a: { uses: fake/rows, with: { rows: \${{ params.n }} } }
        |                                        ^
        help: Quote an expression inside { } or [ ]: "\${{ … }}".
      "
    `);
  });
});

describe("yaml-tag", () => {
  it("refuses tags outside the core schema", () => {
    const problems = problemsOf(`version: 1
name: test
stages:
  a: { uses: fake/rows, with: !mine { rows: !!binary aGk= } }
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:31: error[yaml-unsupported]: the tag !mine is not supported
      4 |   a: { uses: fake/rows, with: !mine { rows: !!binary aGk= } }
        |                               ^^^^^
        help: Remove the tag.

      pipeline.yaml:4:45: error[yaml-unsupported]: the tag !!binary is not supported
      4 |   a: { uses: fake/rows, with: !mine { rows: !!binary aGk= } }
        |                                             ^^^^^^^^
        help: Remove the tag.
      "
    `);
  });
});

describe("yaml-directive", () => {
  it("refuses directives", () => {
    const problems = problemsOf(`%YAML 1.1
---
version: 1
name: test
stages:
  rows: { uses: fake/rows }
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:1:1: error[yaml-unsupported]: the directive %YAML 1.1 is not supported
      1 | %YAML 1.1
        | ^^^^^^^^^
        help: Remove the line: the file is read as YAML 1.2.
      "
    `);
  });
});

describe("yaml-document", () => {
  it("refuses a second document", () => {
    const problems = problemsOf(`version: 1
name: test
stages:
  rows: { uses: fake/rows }
---
version: 1
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:5:1: error[yaml-unsupported]: the file holds more than one YAML document
      5 | ---
        | ^^^
        help: Put each document into a file of its own.
      "
    `);
  });
});

describe("yaml-key", () => {
  it("refuses merge keys", () => {
    const problems = problemsOf(`version: 1
name: test
stages:
  a: &a { uses: fake/rows }
  b: { <<: *a }
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:5:8: error[yaml-unsupported]: merge keys (<<) are not supported
      5 |   b: { <<: *a }
        |        ^^
        help: Use an anchor for a whole value, or, in a pipeline, \`defaults:\` for what stages share.
      "
    `);
  });

  it("refuses __proto__ wherever it stands", () => {
    const problems = problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  __proto__: { uses: fake/rows }
  b: { uses: fake/rows, with: { __proto__: { rows: 3 } } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:5:3: error[name-invalid]: the key "__proto__" is not allowed
      5 |   __proto__: { uses: fake/rows }
        |   ^^^^^^^^^

      pipeline.yaml:6:33: error[name-invalid]: the key "__proto__" is not allowed
      6 |   b: { uses: fake/rows, with: { __proto__: { rows: 3 } } }
        |                                 ^^^^^^^^^
      "
    `);
  });

  it("refuses a key that is given twice", () => {
    const problems = problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  rows: { uses: fake/rows, with: { rows: 1, rows: 2 } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:5:3: error[name-duplicate]: the key "rows" is given twice
      5 |   rows: { uses: fake/rows, with: { rows: 1, rows: 2 } }
        |   ^^^^
        help: Remove one of them.

      pipeline.yaml:5:45: error[name-duplicate]: the key "rows" is given twice
      5 |   rows: { uses: fake/rows, with: { rows: 1, rows: 2 } }
        |                                             ^^^^
        help: Remove one of them.
      "
    `);
  });

  it("refuses keys that are no text", () => {
    const problems = problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  ? [a, b]
  : { uses: fake/rows }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:5:5: error[yaml-unsupported]: a key must be plain text
      5 |   ? [a, b]
        |     ^^^^^^
        help: Write the key as a word.
      "
    `);
  });
});

describe("yaml-scalar", () => {
  it("refuses numbers that JSON cannot hold, and NUL", () => {
    const problems = problemsOf(
      stagesText(`
  a: { uses: fake/rows, with: { rows: .inf } }
  b: { uses: fake/rows, with: { rows: .nan } }
  c: { uses: fake/rows, with: { rows: 12345678901234567890 } }
  d: { uses: fake/rows, description: "x\\0y" }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:39: error[yaml-unsupported]: .inf is not supported: it is not a finite number
      4 |   a: { uses: fake/rows, with: { rows: .inf } }
        |                                       ^^^^
        help: Leave the key out, or quote the text.

      pipeline.yaml:5:39: error[yaml-unsupported]: .nan is not supported: it is not a finite number
      5 |   b: { uses: fake/rows, with: { rows: .nan } }
        |                                       ^^^^
        help: Leave the key out, or quote the text.

      pipeline.yaml:6:39: error[yaml-unsupported]: 12345678901234567890 is not supported: it is too large to be kept exactly
      6 |   c: { uses: fake/rows, with: { rows: 12345678901234567890 } }
        |                                       ^^^^^^^^^^^^^^^^^^^^
        help: Quote it to keep it as text.

      pipeline.yaml:7:38: error[yaml-unsupported]: \\"x\\\\0y\\" is not supported: it holds a NUL character
      7 |   d: { uses: fake/rows, description: "x\\0y" }
        |                                      ^^^^^^
        help: Remove the character.
      "
    `);
  });
});

describe("yaml-alias", () => {
  it("refuses an alias without an anchor", () => {
    const problems = problemsOf(
      stagesText(`
  a: *nowhere
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:6: error[yaml-unsupported]: the alias *nowhere has no anchor &nowhere before it
      4 |   a: *nowhere
        |      ^^^^^^^^
        help: Mark the value to repeat with &nowhere.
      "
    `);
  });

  it("refuses an alias inside the value that it repeats", () => {
    const problems = problemsOf(
      stagesText(`
  a: &a { uses: fake/rows, with: *a }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:34: error[yaml-unsupported]: the alias *a is inside the very value that it repeats
      4 |   a: &a { uses: fake/rows, with: *a }
        |                                  ^^
        help: Write the value out.
      "
    `);
  });

  it("refuses aliases of aliases that multiply the file", () => {
    const problems = problemsOf(`version: 1
name: test
params:
  a: &a [x, x, x, x, x, x, x, x, x, x]
  b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
  c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
  d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
  e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
  f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]
stages:
  rows: { uses: fake/rows }
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:8:38: error[yaml-unsupported]: aliases repeat more than 100,000 values
      8 |   e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
        |                                      ^^
        help: Write the values out, or move them into a file of their own.
      "
    `);
  });
});

describe("yaml-depth", () => {
  it("refuses deep nesting before it is read", () => {
    const problems =
      problemsOf(`a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:1:103: error[yaml-unsupported]: the file is nested more than 100 levels deep
      1 | …[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]…
        |                                                    ^
        help: Flatten it.
      "
    `);
  });
});
