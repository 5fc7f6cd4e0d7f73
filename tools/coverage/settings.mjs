/** What is simulated: groups of given sizes, whose rates are `rate`, but for one that is `gap` further from 0 or 1. */

const SIZES = [
  { name: "2 x 500", sizes: [500, 500], rates: [0.5, 0.1] },
  { name: "4 x 200", sizes: Array(4).fill(200), rates: [0.5, 0.1] },
  { name: "8 x 100", sizes: Array(8).fill(100), rates: [0.5, 0.1] },
  { name: "20 x 50", sizes: Array(20).fill(50), rates: [0.5, 0.1] },
  { name: "570 + 30", sizes: [570, 30], rates: [0.5, 0.9] },
  { name: "2 x 30", sizes: [30, 30], rates: [0.5, 0.9, 0.95] },
  { name: "4 x 30", sizes: Array(4).fill(30), rates: [0.5, 0.9, 0.95] },
];
const GAPS = [0, 0.05, 0.1];
const WEIGHTED = [
  { name: "2 x 500", sizes: [500, 500], rates: [0.5] },
  { name: "8 x 100", sizes: Array(8).fill(100), rates: [0.5] },
  { name: "4 x 30", sizes: Array(4).fill(30), rates: [0.9] },
];

const settingsOf = (worlds, isWeighted) =>
  worlds.flatMap(({ name, sizes, rates }) =>
    rates.flatMap((rate) =>
      GAPS.map((gap) => ({
        name: isWeighted ? `${name}, weighted` : name,
        sizes,
        rate,
        gap,
        isWeighted,
        // The last group is the one apart: of 570 + 30 it is the small one.
        rates: sizes.map((_, g) =>
          g + 1 < sizes.length ? rate : rate >= 0.5 ? rate - gap : rate + gap,
        ),
      })),
    ),
  );

export const SETTINGS = [...settingsOf(SIZES, false), ...settingsOf(WEIGHTED, true)];
