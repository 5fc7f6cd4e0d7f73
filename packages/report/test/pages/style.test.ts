import { describe, expect, it } from "vitest";
import { STYLE } from "../../src/pages/style.ts";

/** The palettes of the style sheet, in order: light, dark, print. */
const palettes = [...STYLE.matchAll(/:root\{([^}]*--page[^}]*)\}/g)].map(
  ([, body = ""]) =>
    new Map(
      [...body.matchAll(/--([a-z]+):(#[0-9a-f]{3,6})/g)].map(([, name = "", color = ""]) => [
        name,
        color,
      ]),
    ),
);

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(color: string): number {
  const full = color.length === 4 ? color.replaceAll(/[0-9a-f]/g, "$&$&") : color;
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = parseInt(full.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].toSorted((p, q) => p - q);
  return (light! + 0.05) / (dark! + 0.05);
}

describe.each(["light", "dark", "print"].map((name, i) => ({ name, palette: palettes[i]! })))(
  "the $name palette",
  ({ palette }) => {
    it("sets text off by 4.5 to 1, on the page and on cards", () => {
      for (const text of ["ink", "muted", "accent", "limit", "pass", "warn", "fail"]) {
        for (const ground of ["page", "card"]) {
          expect(
            contrast(palette.get(text)!, palette.get(ground)!),
            `${text} on ${ground}`,
          ).toBeGreaterThanOrEqual(4.5);
        }
      }
    });

    it("sets marks off by 3 to 1", () => {
      for (const mark of ["accent", "interval", "front", "limit"]) {
        expect(contrast(palette.get(mark)!, palette.get("page")!), mark).toBeGreaterThanOrEqual(3);
      }
    });
  },
);

it("knows the contrast of black and white", () => {
  expect(contrast("#000", "#ffffff")).toBe(21);
});
