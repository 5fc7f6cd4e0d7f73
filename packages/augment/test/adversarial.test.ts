import { createRandom } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attackedValues, bestFlips, wholeWithin } from "../src/adversarial.ts";
import type { AttackedColumn } from "../src/adversarial.ts";

const column = (values: number[], reach: number, range: [number, number]): AttackedColumn => ({
  values: Float64Array.from(values),
  reach,
  range,
});

/** Scores that rise with the first column and fall with the second. */
const linear = (columns: readonly Float64Array[]): Promise<Float64Array> =>
  Promise.resolve(
    columns[0]!.map((value, row) => 1 / (1 + Math.exp(-(2 * value - columns[1]![row]!)))),
  );

describe("attackedValues", () => {
  const columns = [column([0, 0, 0.9], 0.5, [-1, 1]), column([3, 3, NaN], 2, [0, 10])];
  const labels = Uint8Array.of(1, 0, 0);

  it("gives the values worked by hand for one step", async () => {
    // Of label 1 the score is to fall: the first column goes down by .5, the second up by 2; of label 0 the other way, held at the range's end
    // and where a value is missing.
    const call = {
      attack: { method: "fgsm", steps: 1 },
      score: linear,
      random: createRandom("s"),
    } as const;
    const [first, second] = await attackedValues(columns, labels, call);
    expect([...first!]).toEqual([-0.5, 0.5, 0.9]);
    expect([...second!]).toEqual([5, 1, NaN]);
  });

  it("reaches the same corners by several steps, for a model that is linear", async () => {
    const call = {
      attack: { method: "pgd", steps: 7 },
      score: linear,
      random: createRandom("s"),
    } as const;
    const [first, second] = await attackedValues(
      columns.map(({ values, ...rest }) => ({ ...rest, values: values.slice(0, 2) })),
      labels.slice(0, 2),
      call,
    );
    expect([...first!]).toEqual([-0.5, 0.5]);
    expect([...second!]).toEqual([5, 1]);
  });

  it("stays within reach and range, and never helps a model that is monotone", async () => {
    const value = fc.double({ min: -3, max: 3, noNaN: true });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(value, value, fc.boolean()), { minLength: 1, maxLength: 8 }),
        fc.constantFrom("fgsm", "pgd"),
        async (rows, method) => {
          const given = [0, 1].map((c) =>
            column(
              rows.map((row) => Number(row[c])),
              0.4,
              [-3, 3],
            ),
          );
          const y = Uint8Array.from(rows, (row) => Number(row[2]));
          const call = {
            attack: { method, steps: 5 },
            score: linear,
            random: createRandom("s"),
          } as const;
          const after = await attackedValues(given, y, call);
          for (const [c, own] of after.entries()) {
            for (const [row, changed] of own.entries()) {
              expect(Math.abs(changed - given[c]!.values[row]!)).toBeLessThanOrEqual(0.4 + 1e-12);
              expect(Math.abs(changed)).toBeLessThanOrEqual(3);
            }
          }
          const [before, now] = [
            await linear(given.map(({ values }) => values)),
            await linear(after),
          ];
          if (method === "fgsm") {
            for (const [row, label] of y.entries()) {
              if (label === 1) expect(now[row]).toBeLessThanOrEqual(before[row]! + 1e-12);
              else expect(now[row]).toBeGreaterThanOrEqual(before[row]! - 1e-12);
            }
          }
        },
      ),
    );
  });

  it("leaves values alone whose change moves no score", async () => {
    const flat = (given: readonly Float64Array[]): Promise<Float64Array> =>
      Promise.resolve(new Float64Array(given[0]!.length).fill(0.5));
    const call = {
      attack: { method: "fgsm", steps: 1 },
      score: flat,
      random: createRandom("s"),
    } as const;
    expect(await attackedValues(columns.slice(0, 1), labels, call)).toEqual([columns[0]!.values]);
  });
});

describe("wholeWithin", () => {
  it("rounds, but no further than the reach", () => {
    const own = column([3, 3, 3], 1.2, [0, 9]);
    expect([...wholeWithin(own, Float64Array.of(4.2, 1.8, 3.4))]).toEqual([4, 2, 3]);
    expect([...wholeWithin(column([3], 0.4, [0, 9]), Float64Array.of(3.4))]).toEqual([3]);
  });
});

describe("bestFlips", () => {
  it("takes the flip that raises the loss the most, or none", () => {
    const flips = [
      { column: 0, donor: 5, scores: Float64Array.of(0.6, 0.6, 0.5) },
      { column: 1, donor: 6, scores: Float64Array.of(0.2, 0.9, 0.5) },
    ];
    const rows = { scores: Float64Array.of(0.5, 0.5, 0.5), labels: Uint8Array.of(1, 0, 1) };
    expect([...bestFlips(flips, rows)]).toEqual([1, 1, -1]);
  });
});
