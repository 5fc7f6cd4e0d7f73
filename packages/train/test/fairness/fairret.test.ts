import { describe, expect, it } from "vitest";
import type { PlainRows } from "./rows.ts";
import { eager } from "./term-value.ts";

const numbers = Array.from({ length: 12 }, (_, i) => i);

const rows: PlainRows = {
  logits: numbers.map((i) => [(((7 * i) % 11) - 5) / 4]),
  label: numbers.map((i) => Number(i % 5 < 2)),
  group: numbers.map((i) => (i % 4 === 0 ? 0 : i % 3)),
  weight: numbers.map(() => 1),
  groups: 3,
  counterparts: numbers.map(() => [0]),
};

/*
 * fairret 0.1.3 with PyTorch 2.15:
 *
 *   import torch
 *   from fairret.statistic import *
 *   from fairret.loss import NormLoss, LSELoss
 *   torch.set_default_dtype(torch.float64)
 *   n = 12
 *   z = torch.tensor([[((7 * i) % 11 - 5) / 4] for i in range(n)])
 *   y = torch.tensor([[float(i % 5 < 2)] for i in range(n)])
 *   s = torch.nn.functional.one_hot(torch.tensor([i % 3 if i % 4 else 0 for i in range(n)]), 3).double()
 *   for S, a in [(PositiveRate(), ()), (TruePositiveRate(), (y,)), (FalsePositiveRate(), (y,)),
 *                (PositivePredictiveValue(), (y,)), (FalseOmissionRate(), (y,)), (Accuracy(), (y,)), (FScore(), (y,))]:
 *       print([L(z, s, *a).item() for L in (NormLoss(S), NormLoss(S, p=2), LSELoss(S))])
 */
const PRINTED = [
  ["selection-rate", 0.579602822, 0.390801847, 0.200147981],
  ["true-positive-rate", 0.724907792, 0.452620954, 0.246575048],
  ["false-positive-rate", 0.42060985, 0.30105335, 0.145591478],
  ["positive-predictive-value", 1.18251874, 0.700206023, 0.398278894],
  ["false-omission-rate", 0.776163238, 0.456427245, 0.259962701],
  ["accuracy", 0.303631363, 0.207717724, 0.103250183],
  ["f1", 0.678101601, 0.427113298, 0.230996031],
] as const;

describe("statistic-ratio", () => {
  it.each(PRINTED)(
    "is what fairret prints for %s, as 1-norm, 2-norm and log-sum-exp",
    async (statistic, one, two, logSumExp) => {
      const valueFor = async (norm: number | string): Promise<number> =>
        (
          await eager(
            { name: "statistic-ratio", params: { statistic, norm }, reference: () => 0 },
            rows,
          )
        ).value;
      expect(await valueFor(1)).toBeCloseTo(one, 5);
      expect(await valueFor(2)).toBeCloseTo(two, 5);
      expect(await valueFor("log-sum-exp")).toBeCloseTo(logSumExp, 5);
    },
  );
});
