import {
  aucCovariance,
  aucDifferenceEstimate,
  aucEstimate,
  aucPlacements,
  createRandom,
} from "@fairline/numeric";
import { describe, expect, it } from "vitest";

interface Row {
  readonly score: number;
  readonly label: number;
  readonly weight: number;
  readonly isInPart: boolean;
}

function rowsOf(seed: string, n: number, weighted: boolean): Row[] {
  const random = createRandom(seed);
  return Array.from({ length: n }, () => {
    const label = random.uniform() < 0.4 ? 1 : 0;
    const score = Math.round(20 * Math.min(1, random.uniform() * (0.7 + 0.4 * label))) / 20;
    const weight = weighted ? 0.5 + random.uniform() : 1;
    return { score, label, weight, isInPart: random.uniform() < 0.4 };
  }).sort((a, b) => a.score - b.score);
}

const columns = (rows: readonly Row[]) => ({
  score: rows.map(({ score }) => score),
  label: rows.map(({ label }) => label),
  weight: rows.map(({ weight }) => weight),
});

describe("aucCovariance", () => {
  it("is the variance of the area where the part is the whole", () => {
    for (const weighted of [false, true]) {
      const rows = columns(rowsOf("whole", 200, weighted));
      const { standardError } = aucEstimate(rows);
      const order = [...rows.score.keys()];
      expect(aucCovariance(rows, order, aucPlacements(rows, order))).toBeCloseTo(
        standardError * standardError,
        14,
      );
    }
  });

  it("gives the variance of the difference of a group and all rows, as the placements of every row do", () => {
    for (const weighted of [false, true]) {
      const rows = rowsOf("part", 4000, weighted);
      const positions = rows.flatMap(({ isInPart }, i) => (isInPart ? [i] : []));
      const [whole, part] = [columns(rows), columns(positions.map((i) => rows[i]!))];
      const inWhole = aucPlacements(whole, [...rows.keys()]);
      const difference = aucDifferenceEstimate(
        aucPlacements(part, positions, rows.length),
        inWhole,
        whole,
      );
      const [a, b] = [aucEstimate(part), aucEstimate(whole)];
      const variance =
        a.standardError ** 2 + b.standardError ** 2 - 2 * aucCovariance(part, positions, inWhole);
      // The two count the degrees of freedom of the rows apart, so that they agree to some parts in a thousand.
      expect(Math.sqrt(variance) / difference.standardError).toBeCloseTo(1, 2);
    }
  });

  it("is NaN where the part has one row of a label only", () => {
    const whole = { score: [0.1, 0.2, 0.3, 0.4], label: [0, 1, 0, 1] };
    const part = { score: [0.1, 0.2, 0.3], label: [0, 1, 0] };
    expect(aucCovariance(part, [0, 1, 2], aucPlacements(whole, [0, 1, 2, 3]))).toBeNaN();
  });
});
