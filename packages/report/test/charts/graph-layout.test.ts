import { describe, expect, it } from "vitest";
import { layoutGraph } from "../../src/charts/graph-layout.ts";

describe("layoutGraph", () => {
  const node = (name: string, ...inputs: string[]) => ({ name, inputs, width: 80, height: 40 });

  it("places what is read left of what reads it, and arrows between them", () => {
    const nodes = [
      node("ingest"),
      node("clean", "ingest"),
      node("train", "clean"),
      node("evaluate", "clean", "train"),
    ];
    const { middles, arrows, width } = layoutGraph(nodes);
    expect(middles.map(({ x }) => x)).toEqual(middles.map(({ x }) => x).toSorted((a, b) => a - b));
    expect(arrows).toHaveLength(4);
    expect(width).toBeGreaterThan(4 * 80);
  });

  it("keeps nodes apart", () => {
    const nodes = [node("a"), node("b"), node("c"), node("d", "a", "b", "c")];
    const [a, b, c] = layoutGraph(nodes)
      .middles.map(({ y }) => y)
      .slice(0, 3)
      .toSorted((p, q) => p - q);
    expect(Math.min(b! - a!, c! - b!)).toBeGreaterThanOrEqual(40);
  });

  it("places the same graph alike", () => {
    const nodes = [node("a"), node("b", "a"), node("c", "a")];
    expect(layoutGraph(nodes)).toEqual(layoutGraph(nodes));
  });
});
