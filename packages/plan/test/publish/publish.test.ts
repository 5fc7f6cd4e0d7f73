import { dirname, join } from "node:path";
import { FairlineError } from "@fairline/core";
import { describe, expect, it } from "vitest";
import { planText, problemsOf, stagesText } from "../load-text.ts";

describe("publish-port", () => {
  it("refuses an output that the stage does not have", async () => {
    const problems = await problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  a: { uses: fake/clean, in: rows, publish: { dat: x.arrow } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:5:47: error[port-unknown]: "a" has no output port "dat" to publish
      5 |   a: { uses: fake/clean, in: rows, publish: { dat: x.arrow } }
        |                                               ^^^
        help: Did you mean "data"? The output ports are: data.
      "
    `);
  });

  it("refuses a path for no output in particular", async () => {
    const problems = await problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  clean: { uses: fake/clean, in: rows }
  t: { uses: fake/train, in: clean, publish: model }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:6:46: error[port-ambiguous]: "t" has several outputs, and this does not say which one is published
      6 |   t: { uses: fake/train, in: clean, publish: model }
        |                                              ^^^^^
        help: Name it: \`publish: { model: model }\`. The outputs are: model, curve.
      "
    `);
  });
});

describe("publish-inside", () => {
  it("refuses paths that leave the folder, and folders of tools", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { uses: fake/rows, publish: ../x.arrow }
  b: { uses: fake/rows, publish: /tmp/x.arrow }
  c: { uses: fake/rows, publish: out/../../x.arrow }
  d: { uses: fake/rows, publish: .git/config }
  e: { uses: fake/rows, publish: ./ }
  f: { uses: fake/rows, publish: "x\\ny" }
  g: { uses: fake/rows, matrix: { x: [../../etc] }, publish: "\${{ matrix.x }}/passwd" }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:34: error[publish-outside]: nothing can be published to "../x.arrow": it has ".." in it
      4 |   a: { uses: fake/rows, publish: ../x.arrow }
        |                                  ^^^^^^^^^^
        help: Write a path below the folder of the pipeline file, such as reports/page.html.

      pipeline.yaml:5:34: error[publish-outside]: nothing can be published to "/tmp/x.arrow": it is absolute
      5 |   b: { uses: fake/rows, publish: /tmp/x.arrow }
        |                                  ^^^^^^^^^^^^
        help: Write a path below the folder of the pipeline file, such as reports/page.html.

      pipeline.yaml:6:34: error[publish-outside]: nothing can be published to "out/../../x.arrow": it has ".." in it
      6 |   c: { uses: fake/rows, publish: out/../../x.arrow }
        |                                  ^^^^^^^^^^^^^^^^^
        help: Write a path below the folder of the pipeline file, such as reports/page.html.

      pipeline.yaml:7:34: error[publish-outside]: nothing can be published to ".git/config": ".git" belongs to a tool
      7 |   d: { uses: fake/rows, publish: .git/config }
        |                                  ^^^^^^^^^^^
        help: Write a path below the folder of the pipeline file, such as reports/page.html.

      pipeline.yaml:8:34: error[publish-outside]: nothing can be published to "./": it names the folder itself
      8 |   e: { uses: fake/rows, publish: ./ }
        |                                  ^^
        help: Write a path below the folder of the pipeline file, such as reports/page.html.

      pipeline.yaml:9:34: error[publish-outside]: nothing can be published to "x\\ny": it holds a control character
      9 |   f: { uses: fake/rows, publish: "x\\ny" }
        |                                  ^^^^^^
        help: Write a path below the folder of the pipeline file, such as reports/page.html.

      pipeline.yaml:10:62: error[publish-outside]: nothing can be published to "../../etc/passwd": it has ".." in it
      10 |   g: { uses: fake/rows, matrix: { x: [../../etc] }, publish: "\${{ matrix.x }}/passwd" }
         |                                                              ^^^^^^^^^^^^^^^^^^^^^^^^
        help: Write a path below the folder of the pipeline file, such as reports/page.html.
      "
    `);
  });
});

describe("publish-distinct", () => {
  it("refuses one path for all points, and says how to make them differ", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { uses: fake/rows, matrix: { x: [1, 2], seed: [1, 2] }, publish: out/rows.arrow }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:71: error[publish-conflict]: several points of "a" are published to "out/rows.arrow"
      4 |   a: { uses: fake/rows, matrix: { x: [1, 2], seed: [1, 2] }, publish: out/rows.arrow }
        |                                                                       ^^^^^^^^^^^^^^
        help: Put a value of the matrix into the path: out/rows-\${{ matrix.seed }}-\${{ matrix.x }}.arrow
      "
    `);
  });

  it("refuses one path for two stages, and one inside another", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { uses: fake/rows, publish: out }
  b: { uses: fake/rows, publish: ./out }
  c: { uses: fake/rows, publish: out/c }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:5:34: error[publish-conflict]: "a" and "b" are both published to "./out"
      5 |   b: { uses: fake/rows, publish: ./out }
        |                                  ^^^^^
        help: Give each a path of its own.

      pipeline.yaml:6:34: error[publish-conflict]: "out/c" lies inside "out", which is published as well
      6 |   c: { uses: fake/rows, publish: out/c }
        |                                  ^^^^^
        help: Publish them side by side.
      "
    `);
  });

  it("refuses to overwrite what the pipeline reads", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { uses: fake/clean, in: ./d.arrow, publish: d.arrow }
  b: { uses: fake/rows, publish: pipeline.yaml }
`),
      { files: { "d.arrow": "" } },
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:50: error[publish-conflict]: publishing to "d.arrow" would overwrite a file that this pipeline reads
      4 |   a: { uses: fake/clean, in: ./d.arrow, publish: d.arrow }
        |                                                  ^^^^^^^
        help: Publish to another path.

      pipeline.yaml:5:34: error[publish-conflict]: publishing to "pipeline.yaml" would overwrite a file that this pipeline reads
      5 |   b: { uses: fake/rows, publish: pipeline.yaml }
        |                                  ^^^^^^^^^^^^^
        help: Publish to another path.
      "
    `);
  });

  it("refuses to change a folder that the pipeline reads, or to stand in the place of one", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { cmd: "true", deps: [scripts], out: { o: x }, publish: scripts/out.txt }
  b: { cmd: "true", deps: [lib/words.txt], out: { o: x }, publish: lib }
`),
      { files: { "scripts/run.sh": "", "lib/words.txt": "" } },
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:62: error[publish-conflict]: publishing to "scripts/out.txt" would change a folder that this pipeline reads
      4 |   a: { cmd: "true", deps: [scripts], out: { o: x }, publish: scripts/out.txt }
        |                                                              ^^^^^^^^^^^^^^^
        help: Publish to another path.

      pipeline.yaml:5:68: error[publish-conflict]: publishing to "lib" would remove a file that this pipeline reads
      5 |   b: { cmd: "true", deps: [lib/words.txt], out: { o: x }, publish: lib }
        |                                                                    ^^^
        help: Publish to another path.
      "
    `);
  });
});

describe("publish with replace", () => {
  it("says which outputs may replace what no run has made", async () => {
    const text = stagesText(`
  a: { uses: fake/rows, publish: { data: { path: "\${{ params.folder }}/rows.arrow", replace: true } } }
  b: { uses: fake/rows, publish: { data: { path: b.arrow, replace: false } } }
`);
    const plan = await planText(`${text}params: { folder: out }\n`);
    const [a, b] = plan.instances;
    expect(a?.publish).toEqual({ data: join(dirname(plan.file), "out/rows.arrow") });
    expect([a?.replaces, b?.replaces]).toEqual([["data"], undefined]);
  });

  it("refuses other keys, a missing path, and a path that leaves the folder where it stands", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { uses: fake/rows, publish: { data: { path: ../x, replace: true } } }
`),
    );
    expect(problems).toContain(
      'pipeline.yaml:4:50: error[publish-outside]: nothing can be published to "../x"',
    );
    expect(
      await problemsOf(
        stagesText(`  a: { uses: fake/rows, publish: { data: { replace: true } } }`),
      ),
    ).toContain("error[");
    expect(
      await problemsOf(
        stagesText(`  a: { uses: fake/rows, publish: { data: { path: x, force: 1 } } }`),
      ),
    ).toContain("error[");
  });

  it("never overwrites the code of a plug-in", async () => {
    const files = { "stage.mjs": "export const none = 1;", "helper.mjs": "export const h = 1;" };
    const text = stagesText(`
  a: { uses: fake/rows, publish: { data: { path: helper.mjs, replace: true } } }
  b: { uses: ./stage.mjs }
`);
    const codeOf = (module: string) => ({
      digest: "0",
      files: [module, join(dirname(module), "helper.mjs")],
    });
    const { fakeStages } = await import("../stages.ts");
    const importModule = () => Promise.resolve({ stage: fakeStages.get("fake/rows") });
    expect(await problemsOf(text, { files, codeOf, importModule })).toContain(
      'publishing to "helper.mjs" would overwrite a file that this pipeline reads',
    );
  });

  it("has code refused that cannot be followed", async () => {
    const codeOf = (): never => {
      throw new FairlineError("FILE_INVALID", "stage.mjs:2 computes what it imports", {
        hint: "Name it.",
      });
    };
    const text = stagesText(`  b: { uses: ./stage.mjs }`);
    expect(await problemsOf(text, { files: { "stage.mjs": "" }, codeOf })).toContain(
      '"./stage.mjs" cannot be loaded: stage.mjs:2 computes what it imports',
    );
  });
});
