import { describe, expect, it } from "vitest";
import { problemsOf } from "../load-text.ts";

describe("known-parameter", () => {
  it("refuses to set a parameter that the pipeline does not have", async () => {
    const problems = await problemsOf(
      `version: 1
name: test
params: { rows: 3, model: { depth: 2 } }
stages:
  rows: { uses: fake/rows }
`,
      { set: ["row=4", "model.dept=3", "rows.x=1"] },
    );
    expect(problems).toMatchInlineSnapshot(`
      "--set:1:1: error[param-unknown]: the pipeline has no parameter "row"
      1 | row=4
        | ^^^
        help: Did you mean "rows"? The parameters are: rows, model.

      --set:2:1: error[param-unknown]: the parameter "model" has no parameter "dept"
      2 | model.dept=3
        | ^^^^^^^^^^
        help: Did you mean "depth"? The parameters are: depth.

      --set:3:1: error[param-unknown]: the parameter "rows" has no parameter "x"
      3 | rows.x=1
        | ^^^^^^
        help: There are no parameters.
      "
    `);
  });

  it("refuses one in a params file", async () => {
    const problems = await problemsOf(
      `version: 1
name: test
params: { rows: 3 }
stages:
  rows: { uses: fake/rows }
`,
      { paramsFiles: ["more.yaml"], files: { "more.yaml": "row: 4\n" } },
    );
    expect(problems).toMatchInlineSnapshot(`
      "more.yaml:1:1: error[param-unknown]: the pipeline has no parameter "row"
      1 | row: 4
        | ^^^
        help: Did you mean "rows"? The parameters are: rows.
      "
    `);
  });
});

describe("set-form", () => {
  it("refuses an assignment without a name or a sign", async () => {
    const problems = await problemsOf(
      `version: 1
name: test
params: { rows: 3 }
stages:
  rows: { uses: fake/rows }
`,
      { set: ["rows", "=3", "rows.=3", "rows=[1"] },
    );
    expect(problems).toMatchInlineSnapshot(`
      "--set:1:1: error[option-invalid]: --set "rows" is not of the form name=value
      1 | rows
        | ^^^^
        help: Write --set name=value, or --set name.key=value.

      --set:2:1: error[option-invalid]: --set "=3" is not of the form name=value
      2 | =3
        | ^^
        help: Write --set name=value, or --set name.key=value.

      --set:3:1: error[option-invalid]: --set "rows.=3" is not of the form name=value
      3 | rows.=3
        | ^^^^^^^
        help: Write --set name=value, or --set name.key=value.

      --set:4:8: error[yaml-syntax]: this is not YAML: flow sequence must end with a ]
      4 | rows=[1
        |        ^
      "
    `);
  });
});
