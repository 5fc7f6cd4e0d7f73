import { openBackend } from "@fairline/tensor";
import { describe, expect, it } from "vitest";
import { rowLoss } from "./references.ts";
import { drawRows, factsOf, hostTensors, probabilities, termRows } from "./rows.ts";
import type { PlainRows } from "./rows.ts";
import { onDevice, termNamed } from "./term-value.ts";

/** The values of an average over some steps on the same rows, its slopes by the logits, and its last state. */
async function steps(
  name: string,
  params: Record<string, unknown>,
  rows: PlainRows,
  count: number,
) {
  const term = termNamed(name);
  if (term.kind !== "average") throw new Error(`${name} is no average`);
  const average = term.open(params, factsOf(rows));
  const { tf } = (await openBackend("cpu")).use();
  return tf.tidy(() => {
    let state = onDevice(tf, average.initial);
    const values: number[] = [];
    let slopes: number[] = [];
    const { logits, ...batch } = onDevice(tf, hostTensors(rows));
    for (let step = 0; step < count; step++) {
      let next = state;
      const found = tf.valueAndGrad((z) => {
        const one = average.value(tf, termRows(tf, { ...batch, logits: z }), state);
        next = Object.fromEntries(
          Object.entries(one.state).map(([key, tensor]) => [key, tf.keep(tensor)]),
        );
        return one.value;
      })(logits!);
      state = next;
      values.push(found.value.dataSync()[0]!);
      slopes = [...found.grad.dataSync()];
    }
    const judged = average.judged(tf, termRows(tf, { ...batch, logits: logits! })).dataSync()[0]!;
    const kept = Object.fromEntries(
      Object.entries(state).map(([key, tensor]) => [key, [...tensor.dataSync()]]),
    );
    return { values, slopes, judged, state: kept };
  });
}

/** Per group: its rows, and their mean loss. */
function groupLosses(rows: PlainRows): { readonly own: number[]; readonly loss: number }[] {
  return Array.from({ length: rows.groups }, (_, g) => {
    const own = [...rows.group.keys()].filter((row) => rows.group[row] === g);
    const loss = own.reduce((sum, row) => sum + rowLoss(rows, row), 0) / own.length;
    return { own, loss };
  });
}

const slopeOf = (rows: PlainRows, row: number): number =>
  probabilities(rows.logits[row]!)[1]! - rows.label[row]!;

describe("group-dro", () => {
  const rows = drawRows("dro", { rows: 20 });

  it("is the paper's algorithm over two steps: q <- q exp(rate l) / sum, then the sum of q l", async () => {
    const rate = 0.5;
    const groups = groupLosses(rows);
    let q = groups.map(() => 1 / 3);
    const expected = [0, 1].map(() => {
      const raised = q.map((share, g) => share * Math.exp(rate * groups[g]!.loss));
      const sum = raised.reduce((a, b) => a + b);
      q = raised.map((share) => share / sum);
      return q.reduce((total, share, g) => total + share * groups[g]!.loss, 0);
    });
    const found = await steps("group-dro", { rate }, rows, 2);
    for (const [i, value] of expected.entries()) expect(found.values[i]).toBeCloseTo(value, 5);
    for (const [g, share] of q.entries()) expect(found.state["q"]![g]).toBeCloseTo(share, 5);
    // q counts as a constant: the slope of a row is that of its loss by its group's share.
    for (const [g, { own }] of groups.entries()) {
      for (const row of own) {
        expect(found.slopes[row]).toBeCloseTo((q[g]! * slopeOf(rows, row)) / own.length, 5);
      }
    }
    expect(found.judged).toBeCloseTo(Math.max(...groups.map(({ loss }) => loss)), 5);
  });

  it("leaves the shares of groups that are as hard as each other, and the relative ones of absent groups", async () => {
    const even = { ...rows, logits: rows.logits.map(() => [0]) };
    const { state } = await steps("group-dro", { rate: 1 }, even, 3);
    for (const share of state["q"]!) expect(share).toBeCloseTo(1 / 3, 6);
    const absent = { ...rows, group: rows.group.map((g) => (g === 2 ? -1 : g)) };
    const found = await steps("group-dro", { rate: 0.1, adjustment: 1 }, absent, 1);
    expect(found.state["q"]!.every(Number.isFinite)).toBe(true);
    expect(found.state["q"]![2]).toBeGreaterThan(0);
  });
});

describe("proxy-lagrangian", () => {
  const rows = drawRows("proxy", { rows: 30, groups: 2 });

  /** By how much each group's mean is above, and below, the mean of all, less the tolerance. */
  function bounds(value: (row: number) => number, tolerance: number): number[] {
    const groups = groupLosses(rows).map(({ own }) => own);
    const mean = (own: readonly number[]): number =>
      own.reduce((sum, row) => sum + value(row), 0) / own.length;
    const above = groups.map((own) => mean(own) - mean(groups.flat()));
    return [...above, ...above.map((each) => -each)].map((each) => each - tolerance);
  }

  it("is the paper's algorithm over three steps, in 64-bit floats", async () => {
    const [rate, tolerance] = [2, 0.01];
    const size = 5;
    const base = rows.label.reduce((sum, _, row) => sum + rowLoss(rows, row), 0) / 30;
    const proxies = [base, ...bounds((row) => probabilities(rows.logits[row]!)[1]!, tolerance)];
    const broken = [0, ...bounds((row) => Number(rows.logits[row]![0]! > 0), tolerance)];
    let matrix = Array.from({ length: size }, () => Array.from({ length: size }, () => 1 / size));
    const expected = [0, 1, 2].map(() => {
      let lambda = Array.from({ length: size }, () => 1 / size);
      for (let i = 0; i < 5000; i++) {
        lambda = matrix.map((row) => row.reduce((sum, share, j) => sum + share * lambda[j]!, 0));
      }
      const raised = matrix.map((row, i) =>
        row.map((share, j) => share * Math.exp(rate * broken[i]! * lambda[j]!)),
      );
      matrix = raised.map((row) =>
        row.map((value, j) => value / raised.reduce((sum, other) => sum + other[j]!, 0)),
      );
      return proxies.reduce((sum, value, i) => sum + value * lambda[i]!, 0);
    });
    const found = await steps("proxy-lagrangian", { rate, tolerance }, rows, 3);
    for (const [i, value] of expected.entries()) expect(found.values[i]).toBeCloseTo(value, 5);
    for (const [i, value] of matrix.flat().entries()) {
      expect(found.state["multipliers"]![i]).toBeCloseTo(value, 5);
    }
    const over = broken.slice(1).reduce((sum, value) => sum + Math.max(0, value), 0);
    expect(found.judged).toBeCloseTo(base + over, 5);
  });

  it.each(["equal-opportunity", "equalized-odds"])(
    "is finite for %s, of several classes and without rows of a group",
    async (criterion) => {
      const several = drawRows("several", { rows: 30, outputs: 3 });
      const absent = { ...several, group: several.group.map((g) => (g === 1 ? -1 : g)) };
      for (const one of [rows, several, absent]) {
        const found = await steps("proxy-lagrangian", { criterion }, one, 3);
        expect([...found.values, ...found.slopes, found.judged].every(Number.isFinite)).toBe(true);
        expect(found.state["multipliers"]!.every(Number.isFinite)).toBe(true);
      }
    },
  );
});
