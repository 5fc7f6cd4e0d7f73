import { describe, expect, it } from "vitest";
import { problemsOf } from "../load-text.ts";

describe("include-conflict", () => {
  it("refuses a name that two files give", async () => {
    const problems = await problemsOf(
      `version: 1
name: test
include: shared.yaml
params: { n: 1 }
stages:
  rows: { uses: fake/rows }
`,
      { files: { "shared.yaml": "params: { n: 2 }\nstages:\n  rows: { uses: fake/rows }\n" } },
    );
    expect(problems).toMatchInlineSnapshot(`
      "shared.yaml:1:11: error[include-conflict]: "n" is in the params of pipeline.yaml too
      1 | params: { n: 2 }
        |           ^
        help: Rename one of them, or remove it.

      shared.yaml:3:3: error[include-conflict]: "rows" is in the stages of pipeline.yaml too
      3 |   rows: { uses: fake/rows }
        |   ^^^^
        help: Rename one of them, or remove it.
      "
    `);
  });

  it("refuses a file that is included twice, or includes itself", async () => {
    const problems = await problemsOf(
      `version: 1
name: test
include: [shared.yaml, shared.yaml, pipeline.yaml]
stages: {}
`,
      { files: { "shared.yaml": "stages:\n  rows: { uses: fake/rows }\n" } },
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:3:24: error[include-conflict]: "shared.yaml" is included twice, or includes itself
      3 | include: [shared.yaml, shared.yaml, pipeline.yaml]
        |                        ^^^^^^^^^^^
        help: Remove the line.

      pipeline.yaml:3:37: error[include-conflict]: "pipeline.yaml" is included twice, or includes itself
      3 | include: [shared.yaml, shared.yaml, pipeline.yaml]
        |                                     ^^^^^^^^^^^^^
        help: Remove the line.
      "
    `);
  });

  it("refuses what a fragment cannot have", async () => {
    const problems = await problemsOf(
      `version: 1
name: test
include: shared.yaml
`,
      { files: { "shared.yaml": "name: x\nstages:\n  rows: { uses: fake/rows }\n" } },
    );
    expect(problems).toMatchInlineSnapshot(`
      "shared.yaml:1:1: error[key-unknown]: an included file has no key "name"
      1 | name: x
        | ^^^^
        help: The keys are: version, params, defaults, stages.
      "
    `);
  });

  it("points at the line of an included file that is not there", async () => {
    const problems = await problemsOf(`version: 1
name: test
include: shared.yaml
stages:
  rows: { uses: fake/rows }
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:3:10: error[file-unreadable]: the included file "shared.yaml" does not exist
      3 | include: shared.yaml
        |          ^^^^^^^^^^^
        help: Check the path.
      "
    `);
  });
});
