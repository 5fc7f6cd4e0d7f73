import { FairlineError } from "@fairline/core";
import { scoreLogOdds } from "@fairline/model";
import type { ScoreCurve } from "@fairline/model";
import { isotonicRegression } from "@fairline/numeric";
import type { ScoredRows } from "./cuts.ts";

/** How scores are calibrated. */
export type CalibrationMethod = "platt" | "isotonic" | "temperature";

/** A curve that draws nothing. */
export type CalibrationCurve = Exclude<ScoreCurve, { kind: "withheld" }>;

/**
 * Fits the curve from scores to probabilities for some rows.
 *
 * - `platt`: a logistic regression of the label on the log odds of the score, with Platt's targets, which keep it finite.
 * - `temperature`: the same without an intercept, on the labels themselves.
 * - `isotonic`: the nearest ascending step curve by squares, with straight lines between its steps.
 *
 * @param members - Positions of the rows, of both labels.
 * @throws FairlineError `VALUE_INVALID` where no temperature is best: a higher one always, or a lower one.
 * @see Platt (1999), section 2.2; Zadrozny and Elkan (2002), section 3; Guo et al. (2017), section 4.2
 */
export function fitCurve(
  method: CalibrationMethod,
  rows: ScoredRows,
  members: Uint32Array,
): CalibrationCurve {
  switch (method) {
    case "platt":
      return plattCurve(rows, members);
    case "temperature":
      return temperatureCurve(rows, members);
    case "isotonic":
      return isotonicCurve(rows, members);
  }
}

function plattCurve(
  { scores, labels, weights }: ScoredRows,
  members: Uint32Array,
): CalibrationCurve {
  let [positive, negative] = [0, 0];
  for (const row of members) {
    if (labels[row] === 1) positive += weights[row]!;
    else negative += weights[row]!;
  }
  const targets = [1 / (negative + 2), (positive + 1) / (positive + 2)];
  const points = Array.from(members, (row): Point => ({
    x: scoreLogOdds(scores[row]!),
    target: targets[labels[row]!]!,
    weight: weights[row]!,
  }));
  const start = { slope: 0, intercept: Math.log((positive + 1) / (negative + 1)) };
  return { kind: "logistic", ...minimized(points, start, { intercept: true }) };
}

function temperatureCurve(
  { scores, labels, weights }: ScoredRows,
  members: Uint32Array,
): CalibrationCurve {
  const points = Array.from(members, (row): Point => ({
    x: scoreLogOdds(scores[row]!),
    target: labels[row]!,
    weight: weights[row]!,
  }));
  requireTemperature(points);
  return {
    kind: "logistic",
    ...minimized(points, { slope: 1, intercept: 0 }, { intercept: false }),
  };
}

/** Log loss has its least value at a slope above 0 if it falls there from 0, and rises in the end. */
function requireTemperature(points: readonly Point[]): void {
  const isParted = points.every(({ x, target }) => (target === 1 ? x >= 0 : x <= 0));
  const fall = points.reduce((sum, { x, target, weight }) => sum + weight * (target - 0.5) * x, 0);
  if (!isParted && fall > 0) return;
  throw new FairlineError(
    "VALUE_INVALID",
    isParted
      ? "no temperature is best: every score is on the side of its label, so that a lower one always fits better"
      : "no temperature is best: scores do not rise with the labels, so that a higher one always fits better",
    { hint: "Choose method: platt or isotonic." },
  );
}

interface Point {
  readonly x: number;
  /** In [0, 1]. */
  readonly target: number;
  readonly weight: number;
}

interface Line {
  readonly slope: number;
  readonly intercept: number;
}

/** Newton's method with halved steps for the log loss of a line, which is convex. */
function minimized(
  points: readonly Point[],
  start: Line,
  free: { readonly intercept: boolean },
): Line {
  let line = start;
  let loss = lossOf(points, line);
  for (let step = 0; step < 100; step++) {
    const way = newtonStep(points, line, free);
    let scale = 1;
    let next = moved(line, way, scale);
    while (lossOf(points, next) > loss && scale > 2 ** -40) {
      scale /= 2;
      next = moved(line, way, scale);
    }
    const change = Math.abs(next.slope - line.slope) + Math.abs(next.intercept - line.intercept);
    [line, loss] = [next, lossOf(points, next)];
    if (change < 1e-12 * (1 + Math.abs(line.slope) + Math.abs(line.intercept))) break;
  }
  return line;
}

function moved({ slope, intercept }: Line, way: Line, scale: number): Line {
  return { slope: slope + scale * way.slope, intercept: intercept + scale * way.intercept };
}

function lossOf(points: readonly Point[], { slope, intercept }: Line): number {
  let loss = 0;
  for (const { x, target, weight } of points) {
    const z = slope * x + intercept;
    // log(1 + e^z) - target z, without overflow.
    loss += weight * (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - target * z);
  }
  return loss;
}

function newtonStep(
  points: readonly Point[],
  { slope, intercept }: Line,
  free: { readonly intercept: boolean },
): Line {
  // A hair of curvature, so that scores that are all alike leave the slope alone.
  let [ga, gb, haa, hab, hbb] = [0, 0, 1e-10, 0, 1e-10];
  for (const { x, target, weight } of points) {
    const p = 1 / (1 + Math.exp(-(slope * x + intercept)));
    const error = weight * (target - p);
    const curvature = weight * p * (1 - p);
    ga += error * x;
    gb += error;
    haa += curvature * x * x;
    hab += curvature * x;
    hbb += curvature;
  }
  if (!free.intercept) return { slope: ga / haa, intercept: 0 };
  const determinant = haa * hbb - hab * hab;
  return {
    slope: (hbb * ga - hab * gb) / determinant,
    intercept: (haa * gb - hab * ga) / determinant,
  };
}

function isotonicCurve(
  { scores, labels, weights }: ScoredRows,
  members: Uint32Array,
): CalibrationCurve {
  const ordered = members.slice().sort((a, b) => scores[a]! - scores[b]!);
  const [xs, means, totals]: [number[], number[], number[]] = [[], [], []];
  for (const row of ordered) {
    const last = xs.length - 1;
    const weight = weights[row]!;
    if (last >= 0 && xs[last] === scores[row]) {
      const total = totals[last]! + weight;
      means[last]! += ((labels[row]! - means[last]!) * weight) / total;
      totals[last] = total;
    } else {
      xs.push(scores[row]!);
      means.push(labels[row]!);
      totals.push(weight);
    }
  }
  const fitted = isotonicRegression(means, totals);
  // Inside a step, points say nothing that its ends do not.
  const ends = xs.flatMap((_, i) => {
    const isInside = i > 0 && fitted[i - 1] === fitted[i] && fitted[i + 1] === fitted[i];
    return isInside ? [] : [i];
  });
  return {
    kind: "piecewise",
    scores: ends.map((i) => xs[i]!),
    values: ends.map((i) => fitted[i]!),
  };
}
