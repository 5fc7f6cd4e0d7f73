import { describe, expect, it } from "vitest";
import { FONT_SIZE, textWidth } from "../../src/charts/plot.ts";
import { drawTradeOff } from "../../src/charts/draw-trade-off.ts";
import type { TradeOff, TradeOffPoint } from "../../src/charts/trade-off.ts";
import { parse, texts } from "./svg.ts";

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

  it("begins at 0 where a share or a gap is small, and below where a value is", () => {
    /** From the left edge of the frame to the dot at x. */
    const inset = (x: number): number => {
      const points = [point("a", x, 85, { xSpread: [x, x] }), point("b", 10, 80)];
      const [dot] = parse(drawTradeOff({ ...chart, points })).querySelectorAll(
        '[aria-label="dot"] > *',
      );
      const [, left] = /translate\(([\d.]+),/.exec(dot!.getAttribute("transform") ?? "") ?? [];
      return Number(left) - 64;
    };
    expect(inset(0)).toBeCloseTo(0, 0);
    expect(inset(-1)).toBeGreaterThan(20);
  });

  it("names the reference first where not all names have room, then the front", () => {
    const crowd = Array.from({ length: 40 }, (_, i) =>
      point(`setting ${String(i)} of many`, 10 + i / 1e3, 85, {
        isOnFront: i === 38,
        isReference: i === 39,
      }),
    );
    const points = [point("1", 0, 80), ...crowd, point("2", 20, 90)];
    const drawn = texts(parse(drawTradeOff({ ...chart, points })));
    expect(drawn).toContain("setting 39 of many");
    expect(drawn).toContain("setting 38 of many");
    expect(drawn).not.toContain("setting 37 of many");
  });

  it("draws one cross for each setting", () => {
    const lines = [...svg.querySelectorAll('[aria-label="rule"] line')];
    expect(lines).toHaveLength(6);
  });

  it("gives the same text each time", () => {
    expect(drawTradeOff(chart)).toBe(drawTradeOff(chart));
  });
});
