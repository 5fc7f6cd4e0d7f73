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

  it("cuts names that are wider than a box, and says them whole in its title", () => {
    const name = "evaluate_the_strongest_penalty_on_new_applicants";
    const stage = { stage: name, uses: "evaluate/groups", inputs: [], instances: [{}] };
    const svg = parse(drawStageGraph([stage], "stages").html);
    expect(texts(svg)[0]).toMatch(/^evaluate_the_.*…$/);
    expect(svg.querySelector("g > title")?.textContent).toBe(`${name}: evaluate/groups`);
    const short = { ...stage, stage: "evaluate" };
    expect(texts(parse(drawStageGraph([short], "stages").html))).toEqual([
      "evaluate",
      "evaluate/groups",
    ]);
  });
});
