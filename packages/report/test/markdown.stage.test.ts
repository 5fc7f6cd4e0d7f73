import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { runStage, stageContext } from "@fairline/testing";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { markdownStage } from "../src/index.ts";
import { markdownPage } from "../src/pages/markdown.ts";
import { buildReport } from "../src/report.ts";
import { matrixWorld } from "./worlds.ts";

const world = matrixWorld();

async function pageOf(): Promise<string> {
  const context = stageContext({ lineage: world.lineage });
  const { page } = await runStage(markdownStage, { inputs: { metrics: world.metrics }, context });
  expect(typeof page).toBe("string");
  expect(dirname(page as string)).toBe(context.scratch);
  return await readFile(page as string, "utf8");
}

describe("report/markdown", () => {
  it("writes the page, the same bytes each time", async () => {
    const page = await pageOf();
    expect(page).toBe(markdownPage(buildReport(world)));
    expect(await pageOf()).toBe(page);
  });

  it("fits a comment on GitHub, which holds 65,536 characters", async () => {
    expect((await pageOf()).length).toBeLessThan(65_536);
  });

  it("describes the pipeline and takes a fan-in", () => {
    expect(markdownStage.describesPipeline).toBe(true);
    expect(markdownStage.inputs["metrics"]).toMatchObject({ kind: "metrics", many: true });
  });

  it("loads neither charts nor a document to be defined or written, as an HTML page does to be written", async () => {
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
