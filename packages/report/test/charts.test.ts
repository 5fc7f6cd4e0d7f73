import fc from "fast-check";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { drawForest, forestDomain, type Forest, type ForestRow } from "../src/chart/forest.ts";
import { layoutGraph } from "../src/chart/graph-layout.ts";
import { placeLabels } from "../src/chart/place-labels.ts";
import { drawStageGraph } from "../src/chart/stage-graph.ts";
import { FONT_SIZE, textWidth } from "../src/chart/draw.ts";
import { drawTradeOff, type TradeOff, type TradeOffPoint } from "../src/chart/trade-off.ts";
import { summarizePipeline } from "../src/model/pipeline-summary.ts";
import { matrixWorld } from "./worlds.ts";

function parse(svg: string): Element {
  return parseHTML(`<!doctype html><html><body>${svg}</body></html>`).document.querySelector(
    "svg",
  )!;
}

function texts(element: Element): readonly string[] {
  return [...element.querySelectorAll("text")].map(({ textContent }) => textContent);
}

const estimate = (row: Partial<ForestRow> & Pick<ForestRow, "label" | "value">): ForestRow => ({
  low: NaN,
  high: NaN,
  seeds: [],
  isReference: false,
  isWeak: false,
  valueText: String(row.value),
  intervalText: "",
  ...row,
});

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

  it("draws lines across the rows", () => {
    const limit = { value: 5, label: "limit 5.0", kind: "limit" } as const;
    expect(texts(parse(drawForest(forest(rows, { lines: [limit] }))))).toContain("limit 5.0");
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

describe("forestDomain", () => {
  const ends = (...values: number[]): readonly [number, number] =>
    forestDomain(values.map((value) => estimate({ label: "", value })));

  it("starts at 0 where values reach below half of the largest, else around them and never narrow", () => {
    expect(ends(1, 10)[0]).toBe(0);
    expect(ends(8, 10)[0]).toBeGreaterThan(0);
    const [least, most] = ends(84, 85);
    expect(most - least).toBeGreaterThanOrEqual(85 / 4);
  });

  it("holds the values that it is asked to show", () => {
    expect(forestDomain([estimate({ label: "", value: 14 })], [0, undefined])[0]).toBe(0);
  });

  it("holds every value, whatever they are", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e3, max: 1e3 }), { minLength: 1 }), (values) => {
        const [least, most] = ends(...values);
        expect(least).toBeLessThan(most);
        for (const value of values.filter((v) => !Number.isNaN(v))) {
          expect(value).toBeGreaterThanOrEqual(least);
          expect(value).toBeLessThanOrEqual(most);
        }
      }),
    );
  });
});

describe("placeLabels", () => {
  const frame = { left: 0, top: 0, width: 400, height: 300 };
  const label = fc.record({
    x: fc.integer({ min: 0, max: 400 }),
    y: fc.integer({ min: 0, max: 300 }),
    width: fc.integer({ min: 5, max: 120 }),
  });

  it("lets no label cover another, or leave the frame", () => {
    fc.assert(
      fc.property(fc.array(label, { maxLength: 25 }), (labels) => {
        const boxes = placeLabels(labels, frame).flatMap((place, i) =>
          place === undefined
            ? []
            : [
                {
                  left: place.left,
                  right: place.left + labels[i]!.width,
                  top: place.middle - 7.5,
                  bottom: place.middle + 7.5,
                },
              ],
        );
        for (const [i, a] of boxes.entries()) {
          expect(a.left >= 0 && a.right <= 400 && a.top >= 0 && a.bottom <= 300).toBe(true);
          for (const b of boxes.slice(i + 1)) {
            expect(
              a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom,
            ).toBe(false);
          }
        }
      }),
    );
  });

  it("places a lone label below right of its dot", () => {
    const [place] = placeLabels([{ x: 100, y: 100, width: 30 }], frame);
    expect(place!.left).toBeGreaterThan(100);
    expect(place!.middle).toBeGreaterThan(100);
  });

  it("leaves out a label without room", () => {
    expect(placeLabels([{ x: 100, y: 100, width: 1000 }], frame)).toEqual([undefined]);
    expect(placeLabels([{ x: 100, y: 100, width: 30 }], frame, [frame])).toEqual([undefined]);
  });
});

describe("drawTradeOff", () => {
  const point = (
    label: string,
    x: number,
    y: number,
    more: Partial<TradeOffPoint> = {},
  ): TradeOffPoint => ({
    label,
    x,
    y,
    xSpread: [x - 1, x + 1],
    ySpread: [y - 0.5, y + 0.5],
    isOnFront: true,
    isReference: false,
    title: `strength=${label}`,
    ...more,
  });
  const chart: TradeOff = {
    words: { id: "front-1", title: "Accuracy against the gap by sex", description: "…" },
    points: [
      point("0", 17, 85, { isReference: true }),
      point("1", 12, 82, { isOnFront: false }),
      point("3", 3, 83.6),
    ],
    xLabel: "Gap, points",
    yLabel: "Accuracy, %",
    betterLabel: "better",
    betterCorner: "top-left",
  };
  const svg = parse(drawTradeOff(chart));

  it("names every setting and joins those of the front", () => {
    expect(texts(svg)).toEqual(
      expect.arrayContaining(["0", "1", "3", "better", "Gap, points", "Accuracy, %"]),
    );
    const [line] = svg.querySelectorAll('[aria-label="line"] path');
    expect(line?.getAttribute("d")?.match(/[ML]/g)).toEqual(["M", "L"]);
  });

  /** Where a text stands, in the chart's units: its own translation and that of its group. */
  const placeOf = (drawn: Element, content: string): readonly [x: number, y: number] => {
    const found = [...drawn.querySelectorAll("text")].find((each) => each.textContent === content);
    const moved = [found, found?.parentElement].map((each) => {
      const transform = each?.getAttribute("transform") ?? "";
      const [, x = 0, y = 0] = /translate\(([-\d.]+),([-\d.]+)\)/.exec(transform) ?? [];
      return [Number(x), Number(y)] as const;
    });
    return [moved[0]![0] + moved[1]![0], moved[0]![1] + moved[1]![1]];
  };

  it("keeps names of settings off the words that say what is better", () => {
    const betterLabel = "better: smaller gap, higher accuracy";
    // Two settings close to one another at the top: the place below the second is taken by the name of the first.
    for (let x = 4; x < 18; x += 3) {
      const points = [
        point("0", x, 85.3, { isReference: true, ySpread: [85.2, 85.4] }),
        point("0.1", x, 85.36, { ySpread: [85.2, 85.4] }),
        ...[point("1", 3, 81), point("2", 20, 81)],
      ];
      const drawn = parse(drawTradeOff({ ...chart, points, betterLabel }));
      const [left, middle] = placeOf(drawn, "0.1");
      const [start, top] = placeOf(drawn, betterLabel);
      const isBeside = left > start + textWidth(betterLabel) || middle - top > FONT_SIZE * 1.5;
      expect(isBeside, `at ${String(x)}`).toBe(true);
    }
  });

  it("keeps the name of the vertical axis off its numbers", () => {
    const drawn = parse(
      drawTradeOff({ ...chart, points: [point("0", 1, 85.1), point("1", 2, 85.4)] }),
    );
    const [name] = placeOf(drawn, "Accuracy, %");
    const [end] = placeOf(drawn, "85.2");
    // The name is turned: FONT_SIZE is its width. The numbers end at `end`.
    expect(end - textWidth("85.2") - name).toBeGreaterThan(FONT_SIZE);
  });

  it("fills the marks of the front only", () => {
    const fills = [...svg.querySelectorAll('[aria-label="dot"] > *')].map((dot) =>
      dot.getAttribute("fill"),
    );
    expect(fills.toSorted()).toEqual(["var(--front)", "var(--front)", "var(--page)"]);
  });

  it("draws one cross for each setting", () => {
    const lines = [...svg.querySelectorAll('[aria-label="rule"] line')];
    expect(lines).toHaveLength(6);
  });

  it("gives the same text each time", () => {
    expect(drawTradeOff(chart)).toBe(drawTradeOff(chart));
  });
});

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
