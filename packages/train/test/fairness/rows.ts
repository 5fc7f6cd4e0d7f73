import { createRandom } from "@fairline/numeric";
import type { HostTensors, Tensors, TensorFlow } from "@fairline/tensor";
import { binaryRows, severalClassesRows } from "../../src/fairness/term-rows.ts";
import type { TermRows } from "../../src/fairness/term-rows.ts";
import type { TrainingFacts } from "../../src/fairness/term.ts";

/** Scored rows in 64-bit floats. */
export interface PlainRows {
  /** Per row: the log-odds, or the logit of each class. */
  readonly logits: readonly (readonly number[])[];
  /** Per row: its class; binary: 0 or 1. */
  readonly label: readonly number[];
  /** Per row: its group, -1 for none. */
  readonly group: readonly number[];
  readonly weight: readonly number[];
  readonly groups: number;
  /** Logits of each row's counterpart. */
  readonly counterparts: readonly (readonly number[])[];
}

/** How {@link drawRows} draws. */
export interface DrawOptions {
  readonly rows?: number;
  readonly groups?: number;
  /** 1: binary. */
  readonly outputs?: number;
  /** All weights are 1 without it. */
  readonly weighted?: boolean;
}

/** Random rows of which about one in six has no group. */
export function drawRows(seed: string, options: DrawOptions = {}): PlainRows {
  const { rows = 23, groups = 3, outputs = 1, weighted = false } = options;
  const random = createRandom(seed);
  const many = <T>(draw: () => T): T[] => Array.from({ length: rows }, draw);
  const logits = (): number[][] =>
    many(() => Array.from({ length: outputs }, () => Math.fround(random.normal())));
  return {
    logits: logits(),
    label: many(() => random.integer(Math.max(2, outputs))),
    group: many(() => (random.integer(6) === 0 ? -1 : random.integer(groups))),
    weight: many(() => (weighted ? [0, 0.5, 1, 2][random.integer(4)]! : 1)),
    groups,
    counterparts: logits(),
  };
}

/** The rows at some positions, in that order. */
export function takeRows(rows: PlainRows, positions: readonly number[]): PlainRows {
  const pick = <T>(values: readonly T[]): T[] => positions.map((at) => values[at]!);
  return {
    logits: pick(rows.logits),
    label: pick(rows.label),
    group: pick(rows.group),
    weight: pick(rows.weight),
    groups: rows.groups,
    counterparts: pick(rows.counterparts),
  };
}

/** Rows as the tensors of a batch; logits flat. */
export function hostTensors(rows: PlainRows): HostTensors {
  const count = rows.label.length;
  const outputs = rows.logits[0]?.length ?? 1;
  const matrix = (width: number, value: (row: number, column: number) => number) => ({
    shape: [count, width],
    values: Float32Array.from({ length: count * width }, (_, i) =>
      value(Math.floor(i / width), i % width),
    ),
  });
  const isBinary = outputs === 1;
  return {
    logits: matrix(outputs, (row, at) => rows.logits[row]![at]!),
    labels: matrix(outputs, (row, at) => Number(rows.label[row] === (isBinary ? 1 : at))),
    weights: { shape: [count], values: Float32Array.from(rows.weight) },
    members: matrix(rows.groups, (row, g) => Number(rows.group[row] === g)),
    counterparts: matrix(outputs, (row, at) => rows.counterparts[row]![at]!),
  };
}

/** What terms read, of the tensors that {@link hostTensors} gives. */
export function termRows(tf: TensorFlow, tensors: Tensors): TermRows {
  const { logits, labels, weights, members, counterparts } = tensors;
  const others = { weights: weights!, members: members!, counterparts: counterparts! };
  if (logits!.shape[1] === 1) {
    return binaryRows(tf, { logOdds: logits!, labels: labels!, ...others });
  }
  return severalClassesRows(tf, { logits: logits!, labels: labels!, ...others });
}

/** Shares of classes and groups among the rows, by weight, named after their numbers. */
export function factsOf(rows: PlainRows): TrainingFacts {
  const shares = (codes: readonly number[], count: number) => {
    const totals = Array.from({ length: count }, (_, code) =>
      rows.weight.reduce((sum, weight, row) => sum + (codes[row] === code ? weight : 0), 0),
    );
    const all = totals.reduce((sum, total) => sum + total, 0);
    return totals.map((total, code) => ({ name: String(code), share: total / all }));
  };
  return {
    classes: shares(rows.label, Math.max(2, rows.logits[0]!.length)),
    groups: shares(rows.group, rows.groups),
  };
}

/** P(class) of a row in 64-bit floats; binary: of the negative, then of the positive class. */
export function probabilities(logits: readonly number[]): number[] {
  const all = logits.length === 1 ? [0, logits[0]!] : logits;
  const most = Math.max(...all);
  const powers = all.map((logit) => Math.exp(logit - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
