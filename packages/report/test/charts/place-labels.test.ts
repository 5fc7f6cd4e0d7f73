import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeLabels } from "../../src/charts/place-labels.ts";

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
