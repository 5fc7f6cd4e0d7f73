import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { runStage, stageContext } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { htmlStage } from "../src/index.ts";
import { htmlPage } from "../src/pages/html.ts";
import { buildReport } from "../src/report.ts";
import { defaults, matrixWorld, sparseWorld } from "./worlds.ts";

const world = matrixWorld();

async function pageOf(params: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const context = stageContext({ lineage: world.lineage });
  const inputs = { metrics: world.metrics };
  const { page } = await runStage(htmlStage, { inputs, params, context });
  expect(typeof page).toBe("string");
  expect(dirname(page as string)).toBe(context.scratch);
  return await readFile(page as string, "utf8");
}

describe("report/html", () => {
  it("writes the page into its scratch directory, the same bytes each time", async () => {
    const page = await pageOf();
    expect(page).toBe(await htmlPage(buildReport(world)));
    expect(await pageOf()).toBe(page);
  });

  it("takes its parameters to the page", async () => {
    const page = await pageOf({
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
    await expect(pageOf({ gap: "demographic_parity_diference" })).rejects.toMatchObject({
      code: "PARAM_INVALID",
      message:
        'parameter "gap" names "demographic_parity_diference", which the metrics do not have',
    });
  });

  it("refuses a parameter that it does not know", () => {
    expect(htmlStage.params.safeParse({ tittle: "x" }).error?.message).toContain("tittle");
    expect(htmlStage.params.safeParse({ decimals: 7 }).success).toBe(false);
  });

  it("describes the pipeline and takes a fan-in", () => {
    expect(htmlStage.describesPipeline).toBe(true);
    expect(htmlStage.inputs["metrics"]).toMatchObject({ kind: "metrics", many: true });
  });
});
