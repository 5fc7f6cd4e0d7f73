import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadPipeline } from "@fairline/plan";
import { scratchDirectory } from "@fairline/testing";
import { renderDiagnostics } from "@fairline/yaml";
import { describe, expect, it } from "vitest";
import { problemsOf, stagesText } from "../load-text.ts";
import { fakeStages } from "../stages.ts";

describe("a file that is no pipeline", () => {
  it.each([
    ["rows", "ssn,name\n123-45-6789,Ann\n"],
    ["rows that YAML refuses", 'ssn,name\n123-45-6789,"Ann: x\n987-65-4321,Bob\n'],
    ["one line", "123-45-6789"],
    ["a list", "- 123-45-6789\n"],
    ["JSON", '[{ "ssn": "123-45-6789" }]'],
    ["another map", "ssn: 123-45-6789\n"],
  ])("is told without a word of it: %s", async (_what, text) => {
    const problems = await problemsOf(text);
    expect(problems).toContain("has neither a version nor stages, so that it is none");
    expect(problems).not.toContain("6789");
    expect(problems).not.toContain("ssn");
  });

  it("is not one whose version is misspelt", async () => {
    const problems = await problemsOf("verison: 1\nname: x\n");
    expect(problems).toContain('Did you mean "version"?');
  });
});

describe("an included file", () => {
  it("outside the folder of the pipeline is not quoted, and one inside is", async () => {
    const root = scratchDirectory();
    const folder = join(root, "project");
    mkdirSync(folder);
    const wrong = "secrets: [hunter2\n";
    writeFileSync(join(root, "outside.yaml"), wrong);
    writeFileSync(join(folder, "inside.yaml"), wrong);
    const shown = async (path: string): Promise<string> => {
      const file = join(folder, "pipeline.yaml");
      writeFileSync(file, `include: ${path}\n${stagesText("  a: { uses: fake/rows }\n")}`);
      const loaded = await loadPipeline({ file, stages: fakeStages });
      return renderDiagnostics(loaded, { color: false, base: folder });
    };
    expect(await shown("inside.yaml")).toContain("error[yaml-syntax]");
    const outside = await shown("../outside.yaml");
    expect(outside).toContain("error[yaml-syntax]");
    expect(outside).not.toMatch(/hunter2|secrets/);
  });
});
