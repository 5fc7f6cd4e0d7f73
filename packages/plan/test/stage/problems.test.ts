import { describe, expect, it } from "vitest";
import { problemsOf, stagesText } from "../load-text.ts";

describe("stage-keys", () => {
  it("refuses unknown keys of a stage, and of defaults", async () => {
    const problems = await problemsOf(`version: 1
name: test
defaults: { retries: 1, uses: fake/rows }
stages:
  rows: { uses: fake/rows, wth: { rows: 3 } }
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:3:13: error[key-unknown]: \`defaults\` has no key "retries"
      3 | defaults: { retries: 1, uses: fake/rows }
        |             ^^^^^^^
        help: The keys are: resources, retry, timeout, env, needs, when, matrix, publish, description.

      pipeline.yaml:3:25: error[key-unknown]: \`defaults\` has no key "uses"
      3 | defaults: { retries: 1, uses: fake/rows }
        |                         ^^^^
        help: The keys are: resources, retry, timeout, env, needs, when, matrix, publish, description.

      pipeline.yaml:5:28: error[key-unknown]: the stage "rows" has no key "wth"
      5 |   rows: { uses: fake/rows, wth: { rows: 3 } }
        |                            ^^^
        help: Did you mean "with"? The keys are: uses, cmd, shell, in, with, matrix, out, deps, tools, env, needs, when, publish, resources, retry, timeout, description.
      "
    `);
  });

  it("refuses keys of the other sort of stage", async () => {
    const problems = await problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  a: { uses: fake/rows, deps: [x], out: { y: z } }
  b: { cmd: [x], with: { rows: 1 }, out: { y: z } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:5:25: error[key-unknown]: "deps" belongs to a stage with \`cmd\`, and the stage "a" has none
      5 |   a: { uses: fake/rows, deps: [x], out: { y: z } }
        |                         ^^^^
        help: Remove \`deps:\`, or write a command with \`cmd:\`.

      pipeline.yaml:5:36: error[key-unknown]: "out" belongs to a stage with \`cmd\`, and the stage "a" has none
      5 |   a: { uses: fake/rows, deps: [x], out: { y: z } }
        |                                    ^^^
        help: Remove \`out:\`, or write a command with \`cmd:\`.

      pipeline.yaml:6:18: error[key-unknown]: "with" belongs to a stage with \`uses\`, and the stage "b" has none
      6 |   b: { cmd: [x], with: { rows: 1 }, out: { y: z } }
        |                  ^^^^
        help: Put values into the command: \${{ params.x }}.
      "
    `);
  });
});

describe("uses-or-cmd", () => {
  it("refuses a stage that runs nothing", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { description: nothing }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:3: error[key-missing]: the stage "a" says neither what it \`uses\` nor a \`cmd\`
      4 |   a: { description: nothing }
        |   ^
        help: Add \`uses:\` with a stage, or \`cmd:\` with a command.
      "
    `);
  });

  it("refuses a stage that runs two things", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { uses: fake/rows, cmd: [x], out: { y: z } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:25: error[key-unknown]: the stage "a" has both \`uses\` and \`cmd\`
      4 |   a: { uses: fake/rows, cmd: [x], out: { y: z } }
        |                         ^^^
        help: Keep one of them.
      "
    `);
  });

  it("says nothing more of a misspelt key", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { use: fake/rows }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:8: error[key-unknown]: the stage "a" has no key "use"
      4 |   a: { use: fake/rows }
        |        ^^^
        help: Did you mean "uses"? The keys are: uses, cmd, shell, in, with, matrix, out, deps, tools, env, needs, when, publish, resources, retry, timeout, description.
      "
    `);
  });
});

describe("uses-known", () => {
  it("refuses a stage that does not exist", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { uses: fake/row }
  b: { uses: nothing/like/it }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:14: error[uses-unknown]: there is no stage to use called "fake/row"
      4 |   a: { uses: fake/row }
        |              ^^^^^^^^
        help: Did you mean "fake/rows"? The stages are: fake/ingest, fake/rows, fake/clean, fake/train, fake/evaluate, fake/report.

      pipeline.yaml:5:14: error[uses-unknown]: there is no stage to use called "nothing/like/it"
      5 |   b: { uses: nothing/like/it }
        |              ^^^^^^^^^^^^^^^
        help: The stages are: fake/ingest, fake/rows, fake/clean, fake/train, fake/evaluate, fake/report.
      "
    `);
  });
});

describe("needs-known", () => {
  it("refuses to wait for a stage that does not exist", async () => {
    const problems = await problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  a: { uses: fake/rows, needs: [rows, rwos] }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:5:39: error[stage-unknown]: there is no stage "rwos" to wait for
      5 |   a: { uses: fake/rows, needs: [rows, rwos] }
        |                                       ^^^^
        help: Did you mean "rows"? The stages are: rows, a.
      "
    `);
  });
});

describe("cycle", () => {
  it("shows the path of a cycle once", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { uses: fake/clean, in: c }
  b: { uses: fake/clean, in: a }
  c: { uses: fake/clean, in: b }
  d: { uses: fake/clean, in: c }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:30: error[cycle]: these stages need each other: a → c → b → a
      4 |   a: { uses: fake/clean, in: c }
        |                              ^
        help: Take one of the connections out.
      "
    `);
  });

  it("sees cycles through needs and joins", async () => {
    const problems = await problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  a: { uses: fake/rows, needs: a }
  b: { uses: fake/rows, matrix: { from: c } }
  c: { uses: fake/rows, needs: b }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:5:32: error[cycle]: the stage "a" needs itself
      5 |   a: { uses: fake/rows, needs: a }
        |                                ^
        help: Take one of the connections out.

      pipeline.yaml:6:41: error[cycle]: these stages need each other: b → c → b
      6 |   b: { uses: fake/rows, matrix: { from: c } }
        |                                         ^
        help: Take one of the connections out.
      "
    `);
  });

  it("sees two cycles", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { uses: fake/clean, in: b }
  b: { uses: fake/clean, in: a }
  x: { uses: fake/clean, in: y }
  y: { uses: fake/clean, in: x }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:30: error[cycle]: these stages need each other: a → b → a
      4 |   a: { uses: fake/clean, in: b }
        |                              ^
        help: Take one of the connections out.

      pipeline.yaml:6:30: error[cycle]: these stages need each other: x → y → x
      6 |   x: { uses: fake/clean, in: y }
        |                              ^
        help: Take one of the connections out.
      "
    `);
  });
});
