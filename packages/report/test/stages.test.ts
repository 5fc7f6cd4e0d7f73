import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { runStage, stageContext } from "@fairline/testing";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { htmlStage, markdownStage } from "../src/index.ts";
import { htmlPage } from "../src/pages/html.ts";
import { markdownPage } from "../src/pages/markdown.ts";
import { buildReport } from "../src/report.ts";
import { defaults, matrixWorld, sparseWorld } from "./worlds.ts";

const world = matrixWorld();

async function pageOf(
  stage: typeof htmlStage,
  params: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const context = stageContext({ lineage: world.lineage });
  const { page } = await runStage(stage, { inputs: { metrics: world.metrics }, params, context });
  expect(typeof page).toBe("string");
  expect(dirname(page as string)).toBe(context.scratch);
  return await readFile(page as string, "utf8");
}

describe("report/html", () => {
  it("writes the page into its scratch directory, the same bytes each time", async () => {
    const page = await pageOf(htmlStage);
    expect(page).toBe(await htmlPage(buildReport(world)));
    expect(await pageOf(htmlStage)).toBe(page);
  });

  it("takes its parameters to the page", async () => {
    const page = await pageOf(htmlStage, {
      title: "A title",
      attributes: ["race"],
      gap: "equal_opportunity_difference",
      "group-metrics": ["accuracy"],
      reference: { strength: 3 },
      decimals: 2,
    });
    const options = {
      ...defaults,
      title: "A title",
      attributes: ["race"],
      gap: "equal_opportunity_difference",
      groupMetrics: ["accuracy"],
      reference: { strength: 3 },
      decimals: 2,
    };
    expect(page).toBe(await htmlPage(buildReport({ ...world, options })));
    expect(page).toContain("<title>A title</title>");
  });

  it("works without a pipeline", async () => {
    const { metrics } = sparseWorld();
    const { page } = await runStage(htmlStage, { inputs: { metrics } });
    expect(await readFile(page as string, "utf8")).not.toContain('id="pipeline"');
  });

  it("passes on what is wrong with its parameters", async () => {
    await expect(pageOf(htmlStage, { gap: "demographic_parity_diference" })).rejects.toMatchObject({
      code: "PARAM_INVALID",
      message:
        'parameter "gap" names "demographic_parity_diference", which the metrics do not have',
    });
  });

  it("refuses a parameter that it does not know", () => {
    expect(htmlStage.params.safeParse({ tittle: "x" }).error?.message).toContain("tittle");
    expect(htmlStage.params.safeParse({ decimals: 7 }).success).toBe(false);
  });
});

describe("report/markdown", () => {
  it("writes the page, the same bytes each time", async () => {
    const page = await pageOf(markdownStage);
    expect(page).toBe(markdownPage(buildReport(world)));
    expect(await pageOf(markdownStage)).toBe(page);
  });

  it("fits a comment on GitHub, which holds 65,536 characters", async () => {
    expect((await pageOf(markdownStage)).length).toBeLessThan(65_536);
  });
});

describe("both", () => {
  it("describe the pipeline and take a fan-in", () => {
    for (const stage of [htmlStage, markdownStage]) {
      expect(stage.describesPipeline).toBe(true);
      expect(stage.inputs["metrics"]).toMatchObject({ kind: "metrics", many: true });
    }
  });

  it("load neither charts nor a document to be defined, nor for Markdown to be written", async () => {
    vi.resetModules();
    onTestFinished(() => {
      vi.doUnmock("@observablehq/plot");
      vi.doUnmock("linkedom");
      vi.resetModules();
    });
    const loaded: string[] = [];
    vi.doMock("@observablehq/plot", () => {
      loaded.push("plot");
      return {};
    });
    vi.doMock("linkedom", () => {
      loaded.push("linkedom");
      return {};
    });
    const fresh = await import("../src/index.ts");
    await runStage(fresh.markdownStage, { inputs: { metrics: world.metrics } });
    expect(loaded).toEqual([]);
    await expect(
      runStage(fresh.htmlStage, { inputs: { metrics: world.metrics } }),
    ).rejects.toThrow();
    expect(loaded).not.toEqual([]);
  });
});
