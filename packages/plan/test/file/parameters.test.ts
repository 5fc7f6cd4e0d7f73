import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadText, planText } from "../load-text.ts";

const text = `version: 1
name: test
params:
  rows: 3
  model: { depth: 2, width: 4 }
  word: x
stages:
  rows: { uses: fake/rows, with: { rows: "\${{ params.rows }}" } }
`;

describe("parameters", () => {
  it("are overridden by files, and those by --set, the last one last", async () => {
    const { params } = await planText(text, {
      files: { "a.yaml": "rows: 4\nmodel: { depth: 9 }\n", "b.yaml": "rows: 5\n", "c.yaml": "" },
      paramsFiles: ["a.yaml", "b.yaml", "c.yaml"],
      set: ["model.depth=3", "word=[1, 'two']", "model.depth=7"],
    });
    expect(params).toEqual({ rows: 5, model: { depth: 7 }, word: [1, "two"] });
  });

  it("are YAML values in --set", async () => {
    const { params } = await planText(text, { set: ["rows=0x10", "word=", "model={a: b=c}"] });
    expect(params).toEqual({ rows: 16, word: null, model: { a: "b=c" } });
  });

  it.each(["a #x", "%", "%d", "@home", "note: later", "- x", "#1", "`x`", "a: b #c"])(
    "are the text %j where YAML would take it for something else",
    async (given) => {
      const { params } = await planText(text, { set: [`word=${given}`] });
      expect(params["word"]).toBe(given);
    },
  );

  it("may be computed without looking at each other", async () => {
    const { params } = await planText(text, {
      files: { "notes.txt": "hello" },
      set: ["rows=${{ range(2, 4) == [2, 3] }}", "word=${{ file('notes.txt') }}"],
    }).catch((error: unknown) => ({ params: error }));
    expect(String(params)).toContain('"rows" must be a number, and is true');
    const plan = await planText(text, {
      files: { "notes.txt": "hello" },
      set: ["word=${{ file('notes.txt') }}"],
    });
    expect(plan.params["word"]).toBe("hello");
  });

  it("point at the option where its value is wrong, and at the file where that one is used", async () => {
    const { rendered } = await loadText(text, { set: ["rows=many", "word=${{ 1 +"] });
    expect(rendered).toMatchInlineSnapshot(`
      "pipeline.yaml:8:42: error[param-invalid]: "rows" must be a number, and is "many"
      8 |   rows: { uses: fake/rows, with: { rows: "\${{ params.rows }}" } }
        |                                          ^^^^^^^^^^^^^^^^^^^^

      --set:2:6: error[expression-syntax]: this is not an expression: \`\${{\` is never closed by \`}}\`
      2 | word=\${{ 1 +
        |      ^^^^^^^
        help: An expression has paths (params.x, matrix.x), literals, == != && || ! ??, range() and file().
      "
    `);
  });

  it("come with the stages of an included file, and defaults fill in what a stage leaves out", async () => {
    const plan = await planText(
      `version: 1
name: test
include: shared/part.yaml
params: { own: 7 }
defaults: { timeout: 10m }
stages:
  a: { uses: fake/rows, with: { rows: "\${{ params.shared }}" }, resources: { mem: 1GiB }, retry: 0 }
  b: { uses: fake/clean, in: part }
`,
      {
        files: {
          "shared/part.yaml": `version: 1
params: { shared: 5 }
defaults: { retry: 2, resources: { cpus: 2, mem: 500MB }, env: [LANG] }
stages:
  part: { uses: fake/rows, with: { rows: "\${{ params.own }}" }, env: [] }
`,
        },
      },
    );
    expect(
      plan.instances.map(({ id, work, resources, retry, timeoutMs, env }) => ({
        id,
        params: work.type === "stage" ? work.params : undefined,
        resources,
        retry,
        timeoutMs,
        env,
      })),
    ).toMatchInlineSnapshot(`
      [
        {
          "env": [
            "LANG",
          ],
          "id": "a",
          "params": {
            "rows": 5,
          },
          "resources": {
            "cpus": 2,
            "gpus": 0,
            "memoryBytes": 1073741824,
          },
          "retry": 0,
          "timeoutMs": 600000,
        },
        {
          "env": [],
          "id": "part",
          "params": {
            "rows": 7,
          },
          "resources": {
            "cpus": 2,
            "gpus": 0,
            "memoryBytes": 500000000,
          },
          "retry": 2,
          "timeoutMs": 600000,
        },
        {
          "env": [
            "LANG",
          ],
          "id": "b",
          "params": {
            "steps": [],
          },
          "resources": {
            "cpus": 2,
            "gpus": 0,
            "memoryBytes": 500000000,
          },
          "retry": 2,
          "timeoutMs": 600000,
        },
      ]
    `);
    expect(plan.instances.find(({ id }) => id === "part")?.location.file).toMatch(/part\.yaml$/u);
  });

  it("makes paths of an included file relative to the pipeline file", async () => {
    const plan = await planText("version: 1\nname: test\ninclude: shared/part.yaml\n", {
      files: {
        "shared/part.yaml":
          "stages:\n  a: { uses: fake/clean, in: ./d.arrow, publish: out.arrow }\n",
        "d.arrow": "",
      },
    });
    expect(plan.instances[0]?.publish).toEqual({ data: join(dirname(plan.file), "out.arrow") });
  });

  it("keeps every text that the plan was made from, for the run's manifest", async () => {
    const text = "version: 1\nname: test\ninclude: part.yaml\nparams: { rows: 1 }\n";
    const part = 'stages:\n  a: { uses: fake/rows, with: { rows: "${{ params.rows }}" } }\n';
    const plan = await planText(text, { files: { "part.yaml": part }, set: ["rows=2"] });
    expect(plan.text).toBe(text);
    expect(plan.otherTexts).toEqual({
      [join(dirname(plan.file), "part.yaml")]: part,
      "--set": "rows=2",
    });
  });
});
