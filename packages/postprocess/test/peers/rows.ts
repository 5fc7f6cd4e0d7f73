import { readFileSync } from "node:fs";
import { categoryColumn, makeTable, numberColumn } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import type { ScoredRows } from "../../src/cuts.ts";

/** Figures of chances of a positive decision; those of groups in the order a, b. */
export interface PeerRates {
  readonly accuracy: number;
  readonly balanced: number;
  readonly selection: readonly [number, number];
  readonly tpr: readonly [number, number];
  readonly fpr: readonly [number, number];
}

/** What `figures.py` wrote. */
export interface PeerFigures {
  readonly rows: { readonly positives: number; readonly group: number };
  readonly fairlearn: Readonly<Record<string, PeerRates>>;
  readonly aif360: Readonly<
    Record<string, PeerRates & { readonly margin: number; readonly withheld: [number, number] }>
  >;
  readonly sklearn: {
    readonly platt: { readonly slope: number; readonly intercept: number };
    readonly temperature: { readonly slope: number };
    readonly isotonic: readonly number[];
  };
}

// The file is what the program beside it writes.
export const FIGURES = JSON.parse(
  readFileSync(new URL("figures.json", import.meta.url), "utf8"),
) as PeerFigures;

const ROWS = Array.from({ length: 600 }, (_, row) => {
  const i = row + 1;
  const isB = i % 3 === 0;
  const score = (Math.floor(((i * 0.7548776662466927) % 1) * 200) / 200) * 0.97 + 0.01;
  const chance = isB ? score * score : Math.sqrt(score);
  return { isB, score, label: (i * 0.5698402909980532) % 1 < chance ? 1 : 0, weight: 1 + (i % 4) };
});

/** The rows of `figures.py`, of weight 1. */
export const PEER_ROWS: ScoredRows = {
  scores: Float64Array.from(ROWS, ({ score }) => score),
  labels: Uint8Array.from(ROWS, ({ label }) => label),
  weights: new Float64Array(ROWS.length).fill(1),
};

/** The same with the weights that scikit-learn was given. */
export const WEIGHTED_ROWS: ScoredRows = {
  ...PEER_ROWS,
  weights: Float64Array.from(ROWS, ({ weight }) => weight),
};

/** Positions of the rows of groups a and b. */
export const PEER_GROUPS: readonly Uint32Array[] = [false, true].map((isB) =>
  Uint32Array.from(ROWS.keys()).filter((row) => ROWS[row]!.isB === isB),
);

/** Positions of all rows. */
export const ALL_PEER_ROWS: Uint32Array = Uint32Array.from(ROWS.keys());

/** The rows as a table of validation rows. */
export function peerTable(): Table {
  const words = (of: (row: (typeof ROWS)[number]) => string) => categoryColumn(ROWS.map(of));
  return makeTable(
    [
      {
        name: "score",
        roles: ["feature"],
        column: numberColumn(ROWS.map(({ score }) => score)),
      },
      { name: "sex", roles: ["sensitive"], column: words(({ isB }) => (isB ? "b" : "a")) },
      { name: "repaid", roles: ["label"], column: words(({ label }) => (label ? "yes" : "no")) },
      { name: "split", roles: ["split"], column: words(() => "validation") },
    ],
    { task: "binary", positive: "yes" },
  );
}
