import { describe, expect, it } from "vitest";
import { problemsOf, stagesText } from "../load-text.ts";

describe("input-file", () => {
  it("refuses a file that is not there", async () => {
    const problems = await problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  a: { uses: fake/clean, in: ./data.arrow }
  b: { uses: fake/clean, in: elsewhere/data.arrow }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:5:30: error[input-file-missing]: there is no file "./data.arrow"
      5 |   a: { uses: fake/clean, in: ./data.arrow }
        |                              ^^^^^^^^^^^^
        help: Paths are relative to the pipeline file.

      pipeline.yaml:6:30: error[input-file-missing]: there is no file "elsewhere/data.arrow"
      6 |   b: { uses: fake/clean, in: elsewhere/data.arrow }
        |                              ^^^^^^^^^^^^^^^^^^^^
        help: Paths are relative to the pipeline file.
      "
    `);
  });

  it("refuses what could be read without an end", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { cmd: "true", in: { data: /dev/zero }, out: { o: x } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:33: error[input-file-missing]: "/dev/zero" is neither a file nor a folder
      4 |   a: { cmd: "true", in: { data: /dev/zero }, out: { o: x } }
        |                                 ^^^^^^^^^
        help: Write what it gives into a file.
      "
    `);
  });

  it("does not ask for the file of a stage that is switched off", async () => {
    const problems = await problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  a: { uses: fake/clean, in: ./data.arrow, when: "false" }
`),
    );
    expect(problems).toMatchInlineSnapshot(`""`);
  });
});

describe("external-file", () => {
  it("points at the parameter that names a file that is not there", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { uses: fake/ingest, with: { source: nowhere.csv } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:43: error[input-file-missing]: there is no file "nowhere.csv"
      4 |   a: { uses: fake/ingest, with: { source: nowhere.csv } }
        |                                           ^^^^^^^^^^^
        help: Paths are relative to the pipeline file.
      "
    `);
  });
});

describe("fan-in-file", () => {
  it("refuses a list with a file in it", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { uses: fake/evaluate, in: { data: ./d.arrow } }
  b: { uses: fake/clean, in: ./d.arrow, when: "false" }
  c: { cmd: [x], in: { all: "b[*]" }, out: { y: z } }
`),
      { files: { "d.arrow": "" } },
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:6:29: error[matrix-mismatch]: "b" is switched off and hands on a file, and a list takes only what stages make
      6 |   c: { cmd: [x], in: { all: "b[*]" }, out: { y: z } }
        |                             ^^^^^^
        help: Read the file with a stage.
      "
    `);
  });
});
