import { probabilities } from "./rows.ts";
import type { PlainRows } from "./rows.ts";

/** A term's value as its definition words it, in 64-bit floats, row by row. */
export type Reference = (rows: PlainRows) => number;

type Value = (row: number) => number;

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const isBinary = ({ logits }: PlainRows): boolean => logits[0]!.length === 1;

/** All rows, or those of a condition, that belong to a group. */
function members({ group }: PlainRows, g: number, counts: (row: number) => boolean): number[] {
  return [...group.keys()].filter((row) => group[row] === g && counts(row));
}

function weightOf({ weight }: PlainRows, rows: readonly number[]): number {
  return total(rows.map((row) => weight[row]!));
}

function meanOf(all: PlainRows, rows: readonly number[], value: Value): number {
  return total(rows.map((row) => all.weight[row]! * value(row))) / weightOf(all, rows);
}

/** Averages the distance of two groups over all pairs of rows of different groups. */
function overPairs(
  all: PlainRows,
  counts: (row: number) => boolean,
  distance: (g: readonly number[], h: readonly number[]) => number,
): number {
  let above = 0;
  let below = 0;
  for (let g = 0; g < all.groups; g++) {
    for (let h = 0; h < all.groups; h++) {
      const [own, other] = [members(all, g, counts), members(all, h, counts)];
      const pairs = weightOf(all, own) * weightOf(all, other);
      if (g === h || pairs === 0) continue;
      above += pairs * distance(own, other);
      below += pairs;
    }
  }
  return below === 0 ? 0 : above / below;
}

function worstPair(all: PlainRows, counts: (row: number) => boolean, value: Value): number {
  const means = Array.from({ length: all.groups }, (_, g) => members(all, g, counts))
    .filter((rows) => weightOf(all, rows) > 0)
    .map((rows) => meanOf(all, rows, value));
  return means.length === 0 ? 0 : Math.max(...means) - Math.min(...means);
}

const always = (): boolean => true;

/** P(class) of a row by the columns that its scores have: binary, the positive class only. */
function scoreColumns(rows: PlainRows): Value[] {
  if (isBinary(rows)) return [(row) => probabilities(rows.logits[row]!)[1]!];
  return rows.logits[0]!.map((_, at) => (row) => probabilities(rows.logits[row]!)[at]!);
}

function logitColumns(rows: PlainRows): Value[] {
  return rows.logits[0]!.map((_, at) => (row) => rows.logits[row]![at]!);
}

type Form = "gap" | "squared" | "worst-pair";

/** A gap of the columns, added up. Of several columns, a worst pair is one pair for all of them. */
function gapOf(
  all: PlainRows,
  counts: (row: number) => boolean,
  columns: readonly Value[],
  form: Form,
): number {
  if (form === "worst-pair") {
    if (columns.length === 1) return worstPair(all, counts, columns[0]!);
    const present = Array.from({ length: all.groups }, (_, g) => members(all, g, counts)).filter(
      (rows) => weightOf(all, rows) > 0,
    );
    const distances = present.flatMap((own) =>
      present.map((other) =>
        total(
          columns.map((value) => Math.abs(meanOf(all, own, value) - meanOf(all, other, value))),
        ),
      ),
    );
    return Math.max(0, ...distances);
  }
  return overPairs(all, counts, (own, other) =>
    total(
      columns.map((value) => {
        const difference = Math.abs(meanOf(all, own, value) - meanOf(all, other, value));
        return form === "gap" ? difference : difference ** 2;
      }),
    ),
  );
}

export const demographicParity =
  (form: Form): Reference =>
  (rows) =>
    gapOf(rows, always, scoreColumns(rows), form);

export const equalOpportunity =
  (form: Form): Reference =>
  (rows) => {
    if (isBinary(rows))
      return gapOf(rows, (row) => rows.label[row] === 1, scoreColumns(rows), form);
    return total(
      scoreColumns(rows).map((column, at) =>
        gapOf(rows, (row) => rows.label[row] === at, [column], form),
      ),
    );
  };

export const equalizedOdds =
  (form: Form): Reference =>
  (rows) => {
    const classes = isBinary(rows) ? [0, 1] : rows.logits[0]!.map((_, at) => at);
    return total(
      classes.map((at) => gapOf(rows, (row) => rows.label[row] === at, scoreColumns(rows), form)),
    );
  };

/** Log loss of a row. */
export function rowLoss(rows: PlainRows, row: number): number {
  return -Math.log(probabilities(rows.logits[row]!)[rows.label[row]!]!);
}

/** @param weights - Of each group or class. */
export const lossGap =
  (
    by: "group" | "class",
    reference: "mean" | "best",
    distance: (difference: number) => number,
    weights?: readonly number[],
  ): Reference =>
  (rows) => {
    const codes = by === "group" ? rows.group : rows.label;
    const count = by === "group" ? rows.groups : Math.max(2, rows.logits[0]!.length);
    const parts = Array.from({ length: count }, (_, code) => ({
      rows: [...codes.keys()].filter((row) => codes[row] === code),
      weight: weights?.[code] ?? 1,
    })).filter((part) => weightOf(rows, part.rows) > 0);
    const losses = parts.map((part) => meanOf(rows, part.rows, (row) => rowLoss(rows, row)));
    const target =
      reference === "mean"
        ? total(losses) / losses.length
        : losses.reduce((a, b) => Math.min(a, b));
    const sum = total(parts.map(({ weight }) => weight));
    return total(losses.map((loss, i) => (parts[i]!.weight / sum) * distance(loss - target)));
  };

export const probabilityGap =
  (by: "group" | "row"): Reference =>
  (rows) => {
    const difference: Value = (row) => {
      const [zero, one] = probabilities(rows.logits[row]!);
      return one! - zero!;
    };
    if (by === "row") {
      return meanOf(rows, [...rows.label.keys()], (row) => Math.abs(difference(row)));
    }
    const groups = Array.from({ length: rows.groups }, (_, g) => members(rows, g, always));
    const present = groups.filter((own) => weightOf(rows, own) > 0);
    return total(present.map((own) => Math.abs(meanOf(rows, own, difference)))) / 2;
  };

export const labelScoreProduct: Reference = (rows) => {
  const all = [...rows.label.keys()];
  const own = isBinary(rows) ? [1] : rows.logits[0]!.map((_, at) => at);
  return total(
    own.map((at) =>
      meanOf(rows, all, (row) =>
        rows.label[row] === at ? probabilities(rows.logits[row]!)[at]! : 0,
      ),
    ),
  );
};

interface Linear {
  readonly above: (score: number, label: number) => number;
  readonly below: (score: number, label: number) => number;
}

const STATISTICS: Readonly<Record<string, Linear>> = {
  "selection-rate": { above: (s) => s, below: () => 1 },
  "true-positive-rate": { above: (s, y) => s * y, below: (_, y) => y },
  "false-positive-rate": { above: (s, y) => s * (1 - y), below: (_, y) => 1 - y },
  "positive-predictive-value": { above: (s, y) => s * y, below: (s) => s },
  "false-omission-rate": { above: (s, y) => (1 - s) * y, below: (s) => 1 - s },
  accuracy: { above: (s, y) => s * y + (1 - s) * (1 - y), below: () => 1 },
  f1: { above: (s, y) => 2 * s * y, below: (s, y) => s + y },
};

export const statisticRatio =
  (statistic: string, norm: number | "log-sum-exp"): Reference =>
  (rows) => {
    const { above, below } = STATISTICS[statistic]!;
    const own = isBinary(rows) ? [1] : rows.logits[0]!.map((_, at) => at);
    return total(
      own.map((at) => {
        const rate = (chosen: readonly number[]): { rate: number; below: number } => {
          const sums = [above, below].map((part) =>
            total(
              chosen.map(
                (row) =>
                  rows.weight[row]! *
                  part(probabilities(rows.logits[row]!)[at]!, Number(rows.label[row] === at)),
              ),
            ),
          );
          return { rate: sums[0]! / sums[1]!, below: sums[1]! };
        };
        const groups = Array.from({ length: rows.groups }, (_, g) => members(rows, g, always));
        const overall = rate(groups.flat());
        if (overall.below === 0 || overall.rate === 0) return 0;
        const violations = groups
          .map(rate)
          .filter((one) => one.below > 0)
          .map((one) => Math.abs(one.rate / overall.rate - 1));
        return norm === "log-sum-exp"
          ? Math.log(total(violations.map(Math.exp)) / violations.length)
          : total(violations.map((violation) => violation ** norm)) ** (1 / norm);
      }),
    );
  };

/** Covariances of columns with belonging to each group, over the rows of a condition that have a group. */
function covariances(
  all: PlainRows,
  counts: (row: number) => boolean,
  columns: readonly Value[],
): { covariance: number; correlation: number }[] {
  const rows = [...all.group.keys()].filter((row) => all.group[row]! >= 0 && counts(row));
  if (weightOf(all, rows) === 0) return [];
  return Array.from({ length: all.groups }, (_, g) => g).flatMap((g) => {
    const belongs: Value = (row) => Number(all.group[row] === g);
    const share = meanOf(all, rows, belongs);
    return columns.map((value) => {
      const mean = meanOf(all, rows, value);
      const covariance = meanOf(all, rows, (row) => (value(row) - mean) * (belongs(row) - share));
      const spread = meanOf(all, rows, (row) => (value(row) - mean) ** 2) * share * (1 - share);
      return { covariance, correlation: spread > 1e-12 ? covariance / Math.sqrt(spread) : 0 };
    });
  });
}

export const covariance: Reference = (rows) =>
  total(covariances(rows, always, logitColumns(rows)).map((one) => Math.abs(one.covariance))) / 2;

export const correlation =
  (of: "scores" | "logits", counts: (rows: PlainRows, row: number) => boolean): Reference =>
  (rows) =>
    total(
      covariances(
        rows,
        (row) => counts(rows, row),
        of === "scores" ? scoreColumns(rows) : logitColumns(rows),
      ).map((one) => Math.abs(one.correlation)),
    ) / 2;

export const mutualInformation: Reference = (rows) => {
  const groups = Array.from({ length: rows.groups }, (_, g) => members(rows, g, always));
  const all = groups.flat();
  const classes = Math.max(2, rows.logits[0]!.length);
  let information = 0;
  for (const own of groups) {
    if (weightOf(rows, own) === 0) continue;
    for (let at = 0; at < classes; at++) {
      const score: Value = (row) => probabilities(rows.logits[row]!)[at]!;
      const joint = (weightOf(rows, own) / weightOf(rows, all)) * meanOf(rows, own, score);
      information += joint * Math.log(meanOf(rows, own, score) / meanOf(rows, all, score));
    }
  }
  return information;
};

export const logitPairing: Reference = (rows) => {
  const known = [...rows.group.keys()].filter((row) => rows.group[row]! >= 0);
  if (weightOf(rows, known) === 0) return 0;
  return meanOf(rows, known, (row) =>
    total(rows.logits[row]!.map((logit, at) => Math.abs(logit - rows.counterparts[row]![at]!))),
  );
};

function kernelOf(columns: readonly Value[], bandwidth: number) {
  return (a: number, b: number): number =>
    Math.exp(-total(columns.map((value) => (value(a) - value(b)) ** 2)) / (2 * bandwidth ** 2));
}

export const mmd =
  (bandwidth: number): Reference =>
  (rows) => {
    const kernel = kernelOf(scoreColumns(rows), bandwidth);
    const mean = (g: readonly number[], h: readonly number[]): number =>
      meanOf(rows, g, (a) => meanOf(rows, h, (b) => kernel(a, b)));
    return overPairs(rows, always, (g, h) => mean(g, g) + mean(h, h) - 2 * mean(g, h));
  };

/** The trace of K H L H with H = I - 1 pᵀ, weighted by p. */
export const hsic =
  (bandwidth: number): Reference =>
  (rows) => {
    const known = [...rows.group.keys()].filter((row) => rows.group[row]! >= 0);
    const sum = weightOf(rows, known);
    if (sum === 0) return 0;
    const kernel = kernelOf(scoreColumns(rows), bandwidth);
    const p = (row: number): number => rows.weight[row]! / sum;
    const same = (a: number, b: number): number => Number(rows.group[a] === rows.group[b]);
    const pairs = (value: (a: number, b: number) => number): number =>
      total(known.flatMap((a) => known.map((b) => p(a) * p(b) * value(a, b))));
    const rowMean = (value: (a: number, b: number) => number, a: number): number =>
      total(known.map((b) => p(b) * value(a, b)));
    return (
      pairs((a, b) => kernel(a, b) * same(a, b)) +
      pairs(kernel) * pairs(same) -
      2 * total(known.map((a) => p(a) * rowMean(kernel, a) * rowMean(same, a)))
    );
  };

/** The area between distribution functions, summed over the gaps between all values. */
export const wasserstein: Reference = (rows) =>
  total(
    scoreColumns(rows).map((value) =>
      overPairs(rows, always, (g, h) => {
        const ends = [...g, ...h].map(value).sort((a, b) => a - b);
        const below = (own: readonly number[], end: number): number =>
          meanOf(rows, own, (row) => Number(value(row) <= end));
        return total(
          ends
            .slice(1)
            .map((end, i) => (end - ends[i]!) * Math.abs(below(g, ends[i]!) - below(h, ends[i]!))),
        );
      }),
    ),
  );

/** The weighted mean of what becomes of each row's loss. */
export const meanLoss =
  (change: (loss: number, rows: PlainRows, row: number) => number): Reference =>
  (rows) =>
    meanOf(rows, [...rows.label.keys()], (row) => change(rowLoss(rows, row), rows, row));

/** The mean loss of the worst group. */
export const worstGroup: Reference = (rows) => {
  const groups = Array.from({ length: rows.groups }, (_, g) => members(rows, g, always));
  const present = groups.filter((own) => weightOf(rows, own) > 0);
  return Math.max(0, ...present.map((own) => meanOf(rows, own, (row) => rowLoss(rows, row))));
};
