import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadPipeline, pipelineSchema } from "@fairline/plan";
import { scratchDirectory } from "@fairline/testing";
import { renderDiagnostics } from "@fairline/yaml";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Document, parse, parseDocument } from "yaml";
import { fakeStages } from "../stages.ts";

const folder = join(import.meta.dirname, "../files");
const validate = new Ajv({ strict: false }).compile(pipelineSchema(fakeStages) as object);

function filesIn(name: string): readonly string[] {
  return readdirSync(join(folder, name))
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => join(folder, name, file));
}

/** Stands for taking a place out of a file. */
const gone = Symbol("gone");
const junk = fc.constantFrom<unknown>(
  gone,
  ...[true, null, 0, -1, 1.5, 1e6, "", "x", "0.5", "true", "30s", "2GB", "a b", "../x", "${{ 1 }}"],
  ...[[], {}, ["a"], [1, 2], { a: 1 }, { from: "raw" }, { path: "x", kind: "file" }],
);

/** The paths of everything in a value, by its keys and places. */
function pathsIn(value: unknown): readonly (readonly (string | number)[])[] {
  if (typeof value !== "object" || value === null) return [];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, member]) => [
    [key],
    ...pathsIn(member).map((path) => [key, ...path]),
  ]);
}

/** What an editor says: its YAML parser first, then the schema. */
function editorAccepts(file: string): boolean {
  const document = parseDocument(readFileSync(file, "utf8"));
  const isYaml = document.errors.length === 0 && document.warnings.length === 0;
  return isYaml && validate(document.toJS());
}

describe("the editor schema", () => {
  it.each(filesIn("good"))("accepts what we accept: %s", async (file) => {
    const { plan, diagnostics, texts } = await loadPipeline({ file, stages: fakeStages });
    expect(renderDiagnostics({ diagnostics, texts }, { color: false })).toBe("");
    expect(plan).toBeDefined();
    expect(editorAccepts(file), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each(filesIn("bad"))("and we agree on what is wrong: %s", async (file) => {
    const text = readFileSync(file, "utf8");
    const [, code, sight] = /^# code: (\S+)\n# schema: (refuses|cannot see)\n/u.exec(text) ?? [];
    const { plan, diagnostics } = await loadPipeline({ file, stages: fakeStages });
    expect(diagnostics.map((one) => one.code)).toEqual([code]);
    expect(plan).toBeUndefined();
    expect(editorAccepts(file)).toBe(sight === "cannot see");
  });

  it.each(["./stage.ts", "../stages/more.js#one", "@acme/stages#one", "acme-stages/sub#one"])(
    "takes a stage of a third party with any parameters and ports: %s",
    (uses) => {
      const stage = { uses, with: { anything: [1] }, in: { any: "a" }, publish: "x" };
      expect(validate({ version: 1, name: "test", stages: { a: stage } })).toBe(true);
    },
  );

  it("accepts what we accept, whatever is changed in a good file (property)", async () => {
    const scratch = scratchDirectory();
    cpSync(join(folder, "good"), scratch, { recursive: true });
    const file = join(scratch, "mutant.yaml");
    const texts = filesIn("good").map((path) => readFileSync(path, "utf8"));
    const change = fc.record({ text: fc.constantFrom(...texts), place: fc.nat(), value: junk });
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(change, async ({ text, place, value }) => {
        // As JSON, so that aliases are values of their own.
        const good: unknown = JSON.parse(JSON.stringify(parse(text)));
        const paths = pathsIn(good);
        const path = paths[place % paths.length]!;
        const document = new Document(good);
        if (value === gone) document.deleteIn(path);
        else document.setIn(path, value);
        writeFileSync(file, document.toString());
        const { plan } = await loadPipeline({ file, stages: fakeStages });
        if (plan === undefined) return;
        accepted += 1;
        expect(editorAccepts(file), `${path.join(".")}: ${JSON.stringify(validate.errors)}`).toBe(
          true,
        );
      }),
      { numRuns: 300 },
    );
    expect(accepted).toBeGreaterThan(20);
  }, 60_000);

  it("offers editors the metrics that stages give, and takes others too", () => {
    expect(pipelineSchema(fakeStages)).toMatchObject({
      definitions: {
        gate: {
          properties: {
            metric: { type: "string", examples: ["accuracy", "demographic_parity_difference"] },
          },
        },
      },
    });
  });

  it("is plain JSON of draft-07", () => {
    const schema = pipelineSchema(fakeStages);
    expect(schema).toMatchObject({ $schema: "http://json-schema.org/draft-07/schema#" });
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  });
});
