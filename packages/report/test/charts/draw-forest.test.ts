import { describe, expect, it } from "vitest";
import { drawForest } from "../../src/charts/draw-forest.ts";
import { forestDomain, type Forest, type ForestRow } from "../../src/charts/forest.ts";
import { estimate } from "./estimate.ts";
import { parse, texts } from "./svg.ts";

const forest = (rows: readonly ForestRow[], more: Partial<Forest> = {}): Forest => ({
  words: { id: "gap-1", title: "Gaps by sex", description: "0: 16.2 (14.9 to 17.6)" },
  rows,
  axisLabel: "Gap, points",
  domain: forestDomain(rows),
  lines: [],
  hasNumbers: true,
  ...more,
});

const rows = [
  estimate({
    label: "0",
    value: 16.2,
    low: 14.9,
    high: 17.6,
    seeds: [15, 17.4],
    isReference: true,
    valueText: "16.2",
    intervalText: "14.9 to 17.6",
  }),
  estimate({
    label: "1",
    value: 4,
    low: 3,
    high: 6,
    isWeak: true,
    valueText: "4.0",
    intervalText: "3.0 to 6.0",
  }),
  estimate({ label: "3", value: NaN, valueText: "—" }),
];

describe("drawForest", () => {
  const svg = parse(drawForest(forest(rows)));
  const mark = (name: string): readonly Element[] => [
    ...svg.querySelectorAll(`[aria-label="${name}"] > *`),
  ];

  it("draws a mark for each estimate, a bar for each interval and strokes for seeds", () => {
    expect(mark("dot")).toHaveLength(2);
    expect(
      mark("rule").filter((line) => line.getAttribute("y1") === line.getAttribute("y2")),
    ).toHaveLength(2);
    expect(mark("tick")).toHaveLength(2);
  });

  it("draws the bar from the lower to the upper end, and the dot within it, on the axis's scale", () => {
    const [bar] = mark("rule");
    const [x1, x2] = ["x1", "x2"].map((name) => Number(bar!.getAttribute(name)));
    const [, weak] = mark("dot");
    // The domain is 0 to 17.6 + 6 % of 14.6; both bars are on one scale, 14.9 to 17.6 and 3 to 6, so widths are as 2.7 to 3.
    const [, second] = mark("rule");
    const width = Number(second!.getAttribute("x2")) - Number(second!.getAttribute("x1"));
    expect((x2! - x1!) / width).toBeCloseTo(2.7 / 3, 1);
    const cx = Number(
      weak!.getAttribute("cx") ??
        /translate\(([\d.]+)/.exec(weak!.getAttribute("transform") ?? "")?.[1],
    );
    expect(cx).toBeGreaterThan(Number(second!.getAttribute("x1")));
    expect(cx).toBeLessThan(Number(second!.getAttribute("x2")));
  });

  it("hollows what rests on few rows, and says where there is no figure", () => {
    expect(mark("dot").map((dot) => dot.getAttribute("fill"))).toEqual([
      "var(--accent)",
      "var(--page)",
    ]);
    expect(texts(svg)).toContain("no figure");
  });

  it("draws the reference as a diamond, four corners, and the others as circles", () => {
    const shape = (isReference: boolean): string =>
      parse(drawForest(forest([estimate({ label: "0", value: 1, isReference })])))
        .querySelector('[aria-label="dot"] > *')!
        .getAttribute("d")!
        .replaceAll(/[-\d.,]+/g, "");
    expect(shape(true)).toBe("MLLLZ");
    expect(shape(false)).toContain("A");
  });

  it("draws no stroke for a single seed", () => {
    const seeds = (count: number): number =>
      parse(
        drawForest(forest([estimate({ label: "0", value: 1, seeds: [1, 2, 3].slice(0, count) })])),
      ).querySelectorAll('[aria-label="tick"] > *').length;
    expect([1, 2, 3].map(seeds)).toEqual([0, 2, 3]);
  });

  it("can be read without seeing it", () => {
    expect(svg.getAttribute("role")).toBe("img");
    const names = svg.getAttribute("aria-labelledby")!.split(" ");
    expect(names.map((id) => svg.querySelector(`#${id}`)?.textContent)).toEqual([
      "Gaps by sex",
      "0: 16.2 (14.9 to 17.6)",
    ]);
  });

  it("writes the numbers only where they are wanted", () => {
    expect(texts(svg)).toContain("14.9 to 17.6");
    expect(texts(parse(drawForest(forest(rows, { hasNumbers: false }))))).not.toContain(
      "14.9 to 17.6",
    );
  });

  it("draws lines across the rows, dashed for limits and dotted for all rows", () => {
    const limit = { value: 5, label: "limit 5.0", kind: "limit" } as const;
    const overall = { value: 9, label: "all 9.0", kind: "overall" } as const;
    const drawn = parse(drawForest(forest(rows, { lines: [limit, overall] })));
    expect(texts(drawn)).toEqual(expect.arrayContaining(["limit 5.0", "all 9.0"]));
    const dashed = [...drawn.querySelectorAll("[stroke-dasharray]")];
    expect(dashed.map((line) => line.getAttribute("stroke-dasharray"))).toEqual(["6 3", "1 3"]);
  });

  it("breaks long labels into two lines and cuts what is longer still", () => {
    const long = estimate({
      label: "Female × Asian-Pacific-Islander of a very long denomination",
      value: 1,
    });
    const label = parse(drawForest(forest([long]))).querySelector(
      '[aria-label="y-axis tick label"]',
    )!;
    expect(label.querySelectorAll("tspan")).toHaveLength(2);
    expect(label.textContent).toMatch(/^Female × Asian-.*…$/);
  });

  it("gives the same text each time, without names that count up", () => {
    expect(drawForest(forest(rows))).toBe(drawForest(forest(rows)));
    expect(drawForest(forest(rows))).not.toMatch(/plot-clip|plot-[0-9a-f]{6}|<style/);
  });
});
