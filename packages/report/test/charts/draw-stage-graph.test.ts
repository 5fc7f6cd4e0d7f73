import { describe, expect, it } from "vitest";
import { drawStageGraph } from "../../src/charts/draw-stage-graph.ts";
import { summarizePipeline } from "../../src/sections/pipeline/model.ts";
import { matrixWorld } from "../worlds.ts";
import { parse, texts } from "./svg.ts";

describe("drawStageGraph", () => {
  it("draws a stage with a matrix once, and says the graph in words", () => {
    const svg = parse(drawStageGraph(summarizePipeline(matrixWorld().lineage!), "stages").html);
    expect(texts(svg)).toContain("train/mlp ×15");
    expect(svg.querySelectorAll("path[marker-end]")).toHaveLength(5);
    expect(svg.querySelector("desc")?.textContent).toBe(
      "ingest reads no other stage. clean reads from ingest. rebalance reads from clean. train reads from rebalance. evaluate reads from clean, train.",
    );
  });
});
