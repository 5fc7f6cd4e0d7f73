import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { paceAt } from "../src/schedule.ts";
import type { Schedule } from "../src/schedule.ts";

const moment = (at: number) => ({ at, epochs: 10, step: 0.5 });

describe("paceAt", () => {
  it("falls in a line from 1 to its end, which the last step has", () => {
    const schedule = { form: "linear", end: 0.1, warmup: 0 } as const;
    expect(paceAt(schedule, moment(0))).toBe(1);
    expect(paceAt(schedule, moment(4.75))).toBeCloseTo(0.55, 12);
    expect(paceAt(schedule, moment(9.5))).toBeCloseTo(0.1, 12);
  });

  it("falls along half a cosine", () => {
    const schedule = { form: "cosine", end: 0, warmup: 0 } as const;
    // A third of the way: (1 + cos(pi / 3)) / 2 = .75.
    expect(paceAt(schedule, moment(9.5 / 3))).toBeCloseTo(0.75, 12);
    expect(paceAt(schedule, moment(9.5))).toBeCloseTo(0, 12);
  });

  it("falls by a factor after some epochs, or after each", () => {
    const step = { form: "step", every: 3, factor: 0.5, warmup: 0 } as const;
    expect([0, 2.5, 3, 6.5].map((at) => paceAt(step, moment(at)))).toEqual([1, 1, 0.5, 0.25]);
    const each = { form: "exponential", factor: 0.9, warmup: 0 } as const;
    expect([0.5, 1, 2.5].map((at) => paceAt(each, moment(at)))).toEqual([1, 0.9, 0.9 ** 2]);
  });

  it("rises over its warm-up, so that the last step of it has the whole rate", () => {
    const schedule = { form: "constant", warmup: 2 } as const;
    expect([0, 0.5, 1, 1.5, 2].map((at) => paceAt(schedule, moment(at)))).toEqual([
      0.25, 0.5, 0.75, 1, 1,
    ]);
  });

  it("stays within [0, 1]", () => {
    const forms: Schedule[] = [
      { form: "linear", end: 0.2, warmup: 1 },
      { form: "cosine", end: 0, warmup: 3 },
      { form: "exponential", factor: 0.3, warmup: 0 },
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...forms),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 9 }),
        (schedule, epochs, steps) => {
          for (let s = 0; s < epochs * steps; s++) {
            const pace = paceAt(schedule, { at: s / steps, epochs, step: 1 / steps });
            expect(pace).toBeGreaterThanOrEqual(0);
            expect(pace).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });
});
