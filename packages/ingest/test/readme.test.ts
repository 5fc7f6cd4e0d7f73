import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Stage } from "@fairline/core";
import { scratchDirectory } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { datasetStage, simulateStage, tableStage, readRecipe } from "../src/index.ts";

/** The YAML examples of a page, from the top of the repository. */
function examples(page: string): string[] {
  const text = readFileSync(new URL(`../../../${page}`, import.meta.url), "utf8");
  return [...text.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, example]) => example!);
}

describe("the README's examples", () => {
  const stages = new Map(
    [tableStage, datasetStage, simulateStage].map((stage): [string, Stage] => [stage.name, stage]),
  );

  it("name every stage, with parameters that it takes", () => {
    const used = examples("packages/ingest/README.md").map((example) => {
      const [call] = Object.values(
        parse(example) as Record<string, { uses: string; with: unknown }>,
      );
      const { error } = stages.get(call!.uses)!.params.safeParse(call!.with);
      expect(error?.issues).toBeUndefined();
      return call!.uses;
    });
    expect(new Set(used)).toEqual(new Set(stages.keys()));
  });

  it("hold a recipe that is valid", async () => {
    const [example] = examples("datasets/README.md");
    const path = join(scratchDirectory(), "loans.yaml");
    writeFileSync(path, example!);
    expect((await readRecipe("./loans.yaml", () => path)).recipe.title).toBe("Loans (2020)");
  });
});
