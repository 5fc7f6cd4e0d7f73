import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { defineStage, FairlineError, type Stage } from "@fairline/core";
import { loadPipeline } from "@fairline/plan";
import { scratchDirectory } from "@fairline/testing";
import { renderDiagnostics } from "@fairline/yaml";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { loadText, planText, stagesText } from "../load-text.ts";
import { fakeStages } from "../stages.ts";

const one = stage("acme/one");
const two = stage("acme/two");

function stage(name: `${string}/${string}`): Stage {
  return defineStage({
    name,
    summary: "Makes a file.",
    params: z.strictObject({ size: z.int().default(1).describe("How large.") }),
    inputs: {},
    outputs: { file: { kind: "file", summary: "The file." } },
    run: () => ({ file: "" }),
  });
}

/** Imports modules by the end of their path. */
function importing(modules: Readonly<Record<string, unknown>>) {
  return (path: string): Promise<unknown> => {
    const found = Object.entries(modules).find(([end]) => path.endsWith(end));
    return found === undefined
      ? Promise.reject(new Error(`no module at ${path}`))
      : Promise.resolve(found[1]);
  };
}

describe("a stage of a third party", () => {
  it("comes from a file by the real import", async () => {
    const zod = pathToFileURL(createRequire(import.meta.url).resolve("zod")).href;
    const source = `
      import { z } from ${JSON.stringify(zod)};
      export const plugIn = {
        name: "acme/plug-in",
        summary: "Makes a file.",
        sources: [],
        params: z.object({ size: z.number().default(1) }),
        inputs: {},
        outputs: { file: { kind: "file", summary: "A file." } },
        run: () => ({}),
      };`;
    const plan = await planText(
      stagesText(`
  a: { uses: ./plug-in.mjs }
  b: { uses: "./plug-in.mjs#plugIn", with: { size: 3 } }
`),
      { files: { "plug-in.mjs": source } },
    );
    const module = join(dirname(plan.file), "plug-in.mjs");
    expect(plan.instances.map(({ work }) => work)).toMatchObject([
      { uses: "./plug-in.mjs", module, stage: { name: "acme/plug-in" }, params: { size: 1 } },
      { uses: "./plug-in.mjs#plugIn", module, params: { size: 3 } },
    ]);
  });

  it("is chosen by its name or that of its export where a file has several", async () => {
    const importModule = importing({ "more.js": { one, second: two, helper: 3 } });
    const { plan } = await loadText(
      stagesText(`
  a: { uses: "./more.js#one" }
  b: { uses: "./more.js#second" }
  c: { uses: "./more.js#two" }
  d: { uses: "./more.js#acme/two", with: { size: 3 } }
`),
      { files: { "more.js": "" }, importModule },
    );
    const used = plan?.instances.map(({ work }) =>
      work.type === "stage" ? work.stage : undefined,
    );
    expect(used).toEqual([one, two, two, two]);
  });

  it("comes from a package, found from the pipeline's folder upwards", async () => {
    const root = scratchDirectory();
    const write = (path: string, text: string) => {
      const at = join(root, path);
      mkdirSync(join(at, ".."), { recursive: true });
      writeFileSync(at, text);
    };
    const manifest = (value: unknown) => JSON.stringify(value);
    write(
      "node_modules/@acme/stages/package.json",
      manifest({
        exports: {
          ".": { types: "./x.d.ts", import: "./dist/main.js" },
          "./extra": "./dist/extra.js",
        },
      }),
    );
    write("node_modules/@acme/stages/dist/main.js", "");
    write("node_modules/@acme/stages/dist/extra.js", "");
    write("node_modules/plain/package.json", manifest({ main: "lib.js" }));
    write("node_modules/plain/lib.js", "");
    write("node_modules/evil/package.json", manifest({ main: "../../secret.js" }));
    write("secret.js", "");
    write("node_modules/torn/package.json", "{");
    write(
      "deep/er/pipeline.yaml",
      stagesText(`
  a: { uses: "@acme/stages#one" }
  b: { uses: "@acme/stages/extra#two" }
  c: { uses: "plain#one" }
  d: { uses: "evil#one" }
  e: { uses: "@acme/missing#one" }
  f: { uses: "@acme/stages/hidden#one" }
  g: { uses: "torn#one" }
`),
    );
    const { diagnostics, texts } = await loadPipeline({
      file: join(root, "deep/er/pipeline.yaml"),
      stages: fakeStages,
      importModule: importing({ "main.js": { one }, "extra.js": { two }, "lib.js": { one } }),
    });
    expect(renderDiagnostics({ diagnostics, texts }, { color: false, base: root }))
      .toMatchInlineSnapshot(`
      "deep/er/pipeline.yaml:7:14: error[uses-unloadable]: "evil#one" cannot be loaded: the package "evil" has no module "evil"
      7 |   d: { uses: "evil#one" }
        |              ^^^^^^^^^^

      deep/er/pipeline.yaml:8:14: error[uses-unloadable]: "@acme/missing#one" cannot be loaded: the package "@acme/missing" is not installed
      8 |   e: { uses: "@acme/missing#one" }
        |              ^^^^^^^^^^^^^^^^^^^
        help: Run npm install @acme/missing.

      deep/er/pipeline.yaml:9:14: error[uses-unloadable]: "@acme/stages/hidden#one" cannot be loaded: the package "@acme/stages" has no module "@acme/stages/hidden"
      9 |   f: { uses: "@acme/stages/hidden#one" }
        |              ^^^^^^^^^^^^^^^^^^^^^^^^^

      deep/er/pipeline.yaml:10:14: error[uses-unloadable]: "torn#one" cannot be loaded: the package.json of "torn" cannot be read
      10 |   g: { uses: "torn#one" }
         |              ^^^^^^^^^^
      "
    `);
  });

  it("is reported where it is used when it cannot be loaded", async () => {
    const importModule = importing({
      "empty.js": {},
      "two.js": { one, two },
      "odd.js": { default: 3 },
    });
    const files = { "empty.js": "", "two.js": "", "odd.js": "", "broken.js": "" };
    const { rendered } = await loadText(
      stagesText(`
  a: { uses: ./missing.js }
  b: { uses: ./empty.js }
  c: { uses: ./two.js }
  d: { uses: "./two.js#three" }
  e: { uses: ./odd.js }
  f: { uses: ./broken.js }
  g: { uses: "./two.js#one", with: { sise: 3 } }
`),
      {
        files,
        importModule: async (path) =>
          await importModule(path).catch(() =>
            Promise.reject(new Error("unexpected token\nat line 3")),
          ),
      },
    );
    expect(rendered).toMatchInlineSnapshot(`
      "pipeline.yaml:4:14: error[uses-unloadable]: "./missing.js" cannot be loaded: there is no file "./missing.js"
      4 |   a: { uses: ./missing.js }
        |              ^^^^^^^^^^^^
        help: Paths are relative to the pipeline file.

      pipeline.yaml:5:14: error[uses-unloadable]: "./empty.js" cannot be loaded: it exports no stage
      5 |   b: { uses: ./empty.js }
        |              ^^^^^^^^^^
        help: Export what \`defineStage\` of @fairline/core gives.

      pipeline.yaml:6:14: error[uses-unloadable]: "./two.js" cannot be loaded: it exports 2 stages
      6 |   c: { uses: ./two.js }
        |              ^^^^^^^^
        help: Name one: #one, #two.

      pipeline.yaml:7:14: error[uses-unloadable]: "./two.js#three" cannot be loaded: it exports no stage "three"
      7 |   d: { uses: "./two.js#three" }
        |              ^^^^^^^^^^^^^^^^
        help: It exports: one, two.

      pipeline.yaml:8:14: error[uses-unloadable]: "./odd.js" cannot be loaded: it exports no stage
      8 |   e: { uses: ./odd.js }
        |              ^^^^^^^^
        help: Export what \`defineStage\` of @fairline/core gives.

      pipeline.yaml:9:14: error[uses-unloadable]: "./broken.js" cannot be loaded: importing it failed: unexpected token
      9 |   f: { uses: ./broken.js }
        |              ^^^^^^^^^^^

      pipeline.yaml:10:38: error[param-unknown]: ./two.js#one has no parameter "sise"
      10 |   g: { uses: "./two.js#one", with: { sise: 3 } }
         |                                      ^^^^
        help: Did you mean "size"? The parameters are: size.
      "
    `);
  });

  it("says how to run TypeScript on a Node.js that does not", async () => {
    const { diagnostics } = await loadText(stagesText("  a: { uses: ./stage.ts }\n"), {
      files: { "stage.ts": "" },
      importModule: () =>
        Promise.reject(
          Object.assign(new Error("unknown extension"), { code: "ERR_UNKNOWN_FILE_EXTENSION" }),
        ),
    });
    expect(diagnostics[0]?.hint).toBe(
      "This Node.js does not run TypeScript: use 22.18 or later, or compile the file to JavaScript.",
    );
  });

  it("may fail to say what it reads; one of ours must not", async () => {
    const failing: Stage = {
      ...one,
      externals: () => {
        throw new TypeError("x is not a function");
      },
    };
    const { rendered } = await loadText(stagesText("  a: { uses: ./x.js, with: { size: 3 } }\n"), {
      files: { "x.js": "" },
      importModule: () => Promise.resolve({ failing }),
    });
    expect(rendered).toMatchInlineSnapshot(`
      "pipeline.yaml:4:28: error[uses-unloadable]: ./x.js cannot say what it reads: x is not a function
      4 |   a: { uses: ./x.js, with: { size: 3 } }
        |                            ^^^^^^^^^^^
        help: Report this to the author of the stage.
      "
    `);
    const stages = new Map([[failing.name, failing]]);
    await expect(loadText(stagesText("  a: { uses: acme/one }\n"), { stages })).rejects.toThrow(
      TypeError,
    );
  });
});

describe("what a stage reads from outside", () => {
  it("is asked once for each set of parameters, and its mistakes are shown at `with`", async () => {
    let asked = 0;
    const dataset: Stage = {
      ...one,
      externals: (params) => {
        asked++;
        const { size } = params as { size: number };
        if (size === 1) return [];
        throw new FairlineError("FILE_INVALID", `there is no dataset ${String(size)}`, {
          hint: "The datasets are: 1.",
          at: { file: "/data/recipe.yaml", line: 3, column: 5 },
        });
      },
    };
    const { rendered } = await loadText(
      stagesText(`
  a: { uses: acme/one, matrix: { x: [1, 2, 3] } }
  b: { uses: acme/one, with: { size: 2 } }
  c: { uses: acme/one, when: "false", with: { size: 2 } }
`),
      { stages: new Map([["acme/one", dataset]]) },
    );
    expect(asked).toBe(2);
    expect(rendered).toMatchInlineSnapshot(`
      "pipeline.yaml:5:30: error[param-invalid]: acme/one: there is no dataset 2 (/data/recipe.yaml:3:5)
      5 |   b: { uses: acme/one, with: { size: 2 } }
        |                              ^^^^^^^^^^^
        help: The datasets are: 1.
      "
    `);
  });
});
