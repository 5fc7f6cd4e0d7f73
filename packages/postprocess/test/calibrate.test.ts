import { curveAt } from "@fairline/model";
import { decisionRows, failure } from "@fairline/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitCurve } from "../src/calibrate.ts";
import type { ScoredRows } from "../src/cuts.ts";
import { ALL_PEER_ROWS, FIGURES, WEIGHTED_ROWS } from "./peers/rows.ts";

const every = ({ scores }: ScoredRows): Uint32Array => Uint32Array.from(scores.keys());

const rowsOf = (scores: number[], labels: number[]): ScoredRows => ({
  scores: Float64Array.from(scores),
  labels: Uint8Array.from(labels),
  weights: new Float64Array(scores.length).fill(1),
});

describe("fitCurve", () => {
  it("fits the isotonic curve worked by hand", () => {
    // By ascending score: labels 0, 1 0, 1: the middle pair pools to one half.
    const rows = rowsOf([0.1, 0.4, 0.6, 0.9], [0, 1, 0, 1]);
    expect(fitCurve("isotonic", rows, every(rows))).toEqual({
      kind: "piecewise",
      scores: [0.1, 0.4, 0.6, 0.9],
      values: [0, 0.5, 0.5, 1],
    });
  });

  it("fits the temperature worked by hand", () => {
    // Scores .9 and .1 where 3 of 4 are on the side of their label: the log odds 9 must become 3, slope ln 3 / ln 9.
    const rows = rowsOf([0.9, 0.9, 0.9, 0.9, 0.1, 0.1, 0.1, 0.1], [1, 1, 1, 0, 0, 0, 0, 1]);
    expect(fitCurve("temperature", rows, every(rows))).toEqual({
      kind: "logistic",
      slope: expect.closeTo(0.5, 12) as number,
      intercept: 0,
    });
  });

  it("fits Platt's curve of one score to his targets, worked by hand", () => {
    // Every score is one half: p is the mean target, (3 * 4/5 + 1/3) / 4, and the slope says nothing.
    const rows = rowsOf([0.5, 0.5, 0.5, 0.5], [1, 1, 1, 0]);
    const curve = fitCurve("platt", rows, every(rows));
    expect(curveAt(curve, 0.5)).toBeCloseTo((3 * (4 / 5) + 1 / 3) / 4, 9);
  });

  it("agrees with scikit-learn", () => {
    const { platt, temperature, isotonic } = FIGURES.sklearn;
    expect(fitCurve("platt", WEIGHTED_ROWS, ALL_PEER_ROWS)).toEqual({
      kind: "logistic",
      // It stops at a gradient of 1e-6 or so.
      slope: expect.closeTo(platt.slope, 4) as number,
      intercept: expect.closeTo(platt.intercept, 4) as number,
    });
    expect(fitCurve("temperature", WEIGHTED_ROWS, ALL_PEER_ROWS)).toEqual({
      kind: "logistic",
      slope: expect.closeTo(temperature.slope, 4) as number,
      intercept: 0,
    });
    const curve = fitCurve("isotonic", WEIGHTED_ROWS, ALL_PEER_ROWS);
    for (const [i, score] of [0.02, 0.2, 0.35, 0.5, 0.65, 0.8, 0.97].entries()) {
      expect(curveAt(curve, score)).toBeCloseTo(isotonic[i]!, 9);
    }
  });

  it("keeps mean and order: isotonic scores have the mean of the labels, and never fall", () => {
    const cases = decisionRows({ minRows: 2 }).filter(({ weight }) => weight.some((w) => w > 0));
    fc.assert(
      fc.property(cases, ({ score, label, weight }) => {
        const members = Uint32Array.from(score.keys()).filter((row) => weight[row]! > 0);
        const rows = { scores: score, labels: label, weights: weight };
        const curve = fitCurve("isotonic", rows, members);
        const mean = (of: (row: number) => number): number =>
          members.reduce((sum, row) => sum + weight[row]! * of(row), 0);
        expect(mean((row) => curveAt(curve, score[row]!))).toBeCloseTo(
          mean((row) => label[row]!),
          9,
        );
        const values = [0, 0.2, 0.5, 0.8, 1].map((one) => curveAt(curve, one));
        expect(values).toEqual(values.toSorted((a, b) => a - b));
      }),
    );
  });

  it("says where no temperature is best", async () => {
    const parted = rowsOf([0.9, 0.1], [1, 0]);
    expect(await failure(() => fitCurve("temperature", parted, every(parted))))
      .toMatchInlineSnapshot(`
      "VALUE_INVALID: no temperature is best: every score is on the side of its label, so that a lower one always fits better
      Choose method: platt or isotonic."
    `);
    const turned = rowsOf([0.9, 0.1], [0, 1]);
    expect(await failure(() => fitCurve("temperature", turned, every(turned))))
      .toMatchInlineSnapshot(`
      "VALUE_INVALID: no temperature is best: scores do not rise with the labels, so that a higher one always fits better
      Choose method: platt or isotonic."
    `);
    // Platt's targets keep his curve finite.
    expect(fitCurve("platt", parted, every(parted))).toMatchObject({ kind: "logistic" });
  });
});
