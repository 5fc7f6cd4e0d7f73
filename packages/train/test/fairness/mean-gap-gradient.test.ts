import { createRandom } from "@fairline/numeric";
import { gradientStep, openBackend, sgd } from "@fairline/tensor";
import type { HostTensors, LossFunction } from "@fairline/tensor";
import { describe, expect, it } from "vitest";
import { penaltyOfScores } from "./scored.ts";
import type { PenaltyName } from "./scored.ts";

const ROWS = 24;
const GROUPS = 3;
const random = createRandom("penalty gradient");
const scores = Float32Array.from({ length: ROWS }, () => random.uniform());
const labels = Float32Array.from({ length: ROWS }, () => random.integer(2));
/** The group of each row; -1 for a row of none. */
const groups = Array.from({ length: ROWS }, () => random.integer(GROUPS + 1) - 1);

/** The gap as its definition words it, in 64-bit floats: over all pairs of rows of different groups. */
function gap(values: readonly number[], counts: (row: number) => boolean): number {
  const rows = values.map((_, row) => row).filter((row) => groups[row]! >= 0 && counts(row));
  const meanOf = (group: number): number => {
    const members = rows.filter((row) => groups[row] === group);
    return members.reduce((total, row) => total + values[row]!, 0) / members.length;
  };
  const gaps = rows.flatMap((a) =>
    rows
      .filter((b) => groups[a] !== groups[b])
      .map((b) => Math.abs(meanOf(groups[a]!) - meanOf(groups[b]!))),
  );
  return gaps.reduce((total, each) => total + each, 0) / gaps.length;
}

const isPositive = (row: number): boolean => labels[row] === 1;
const penalties: Record<PenaltyName, (values: readonly number[]) => number> = {
  "demographic-parity": (values) => gap(values, () => true),
  "equal-opportunity": (values) => gap(values, isPositive),
  "equalized-odds": (values) => gap(values, isPositive) + gap(values, (row) => !isPositive(row)),
};

const parameters: HostTensors = { scores: { shape: [ROWS], values: scores } };
const batch: HostTensors = {
  labels: { shape: [ROWS], values: labels },
  members: {
    shape: [ROWS, GROUPS],
    values: Float32Array.from({ length: ROWS * GROUPS }, (_, i) =>
      groups[Math.floor(i / GROUPS)] === i % GROUPS ? 1 : 0,
    ),
  },
};

describe("the gradient of a penalty", () => {
  it.each(Object.keys(penalties) as PenaltyName[])(
    "is that of central differences, compiled: %s",
    async (name) => {
      const loss: LossFunction = (tf, p, { labels: truth, members }) => ({
        loss: penaltyOfScores(tf, name, {
          scores: p["scores"]!,
          labels: truth!,
          members: members!,
        }),
      });
      const optimizer = sgd({ learningRate: 1 });
      const session = (await openBackend("onnx")).session(gradientStep(loss, optimizer), {
        parameters,
        state: optimizer.initialState(parameters),
      });
      await session.step(batch);
      const after = (await session.parameters())["scores"]!.values;
      const found = (await session.takeLosses())["loss"]![0];
      session.dispose();

      expect(found).toBeCloseTo(penalties[name]([...scores]), 5);
      const slopes = [...scores].map((score, row) => {
        const at = (value: number): number => penalties[name]([...scores].with(row, value));
        return (at(score + 1e-5) - at(score - 1e-5)) / 2e-5;
      });
      expect(slopes.some((slope) => Math.abs(slope) > 1e-3)).toBe(true);
      for (const [row, slope] of slopes.entries()) {
        expect(scores[row]! - after[row]!).toBeCloseTo(slope, 5);
      }
    },
  );
});
