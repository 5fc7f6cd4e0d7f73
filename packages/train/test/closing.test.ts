import { describe, expect, it } from "vitest";
import { closing } from "../src/closing.ts";
import type { EpochLosses } from "../src/epoch-losses.ts";

const data = {
  train: Uint32Array.of(0, 1, 2, 3),
  labels: Uint8Array.of(1, 0, 0, 0),
  target: { task: "binary", positive: "yes", negative: "no" },
} as const;

function epochs(losses: readonly number[], accuracy = 0.8): EpochLosses[] {
  return losses.map((loss, i) => ({
    epoch: i + 1,
    split: "train",
    loss,
    logLoss: loss,
    penalty: 0,
    accuracy,
  }));
}

const flat = Array.from({ length: 20 }, () => 0.5);

describe("closing", () => {
  it("says that a loss that no longer falls has converged", () => {
    const end = closing(
      data,
      { method: "steps" },
      { history: epochs(flat), epoch: 20, ended: "limit" },
    );
    expect(end.converged).toBe(true);
    expect(end.warnings).toEqual([]);
    expect(end.line).toBe(
      'converged after 20 epochs, of which 20 is kept; training loss 0.5000, accuracy 0.800; always deciding "no" has accuracy 0.750 on the training rows',
    );
  });

  it("warns of a loss that is still falling steeply, not of one that falls slowly", () => {
    // The last tenth of twenty epochs are two: their lowest against that of the two before.
    const ending = (last: readonly number[]) =>
      closing(
        data,
        { method: "steps" },
        { history: epochs([...flat.slice(4), ...last]), epoch: 20, ended: "limit" },
      );
    const steep = ending([0.5, 0.5, 0.5, 0.49]);
    expect(steep.converged).toBe(false);
    expect(steep.warnings).toEqual([
      "the loss was still falling steeply when training ended, by 2.0 % over the last tenth of the 20 epochs: allow more epochs, or raise learning-rate",
    ]);
    const slow = ending([0.5, 0.5, 0.5, 0.498]);
    expect([slow.converged, slow.warnings]).toEqual([false, []]);
  });

  it("looks at validation rows where there are any, and trusts early stopping", () => {
    const falling = epochs(flat.map((loss, i) => loss / (i + 1)));
    const watched = epochs(flat).map((losses) => ({ ...losses, split: "validation" as const }));
    const history = [...falling, ...watched];
    expect(
      closing(data, { method: "steps" }, { history, epoch: 3, ended: "limit" }).warnings,
    ).toEqual([]);
    const stopped = { history: falling, epoch: 3, ended: "converged" } as const;
    expect(closing(data, { method: "steps" }, stopped)).toMatchObject({
      converged: true,
      warnings: [],
    });
  });

  it("warns of a model that is worse than the majority's class", () => {
    const history = epochs(flat, 0.7);
    expect(
      closing(data, { method: "steps" }, { history, epoch: 20, ended: "limit" }).warnings,
    ).toEqual([
      'the model is worse than always deciding "no" on the training rows: accuracy 0.700 against 0.750',
    ]);
  });

  it("warns of a solver that took all its steps", () => {
    const history = epochs([0.7, 0.6]);
    expect(
      closing(data, { method: "full" }, { history, epoch: 2, ended: "limit" }).warnings,
    ).toEqual(["the fit has not converged after 2 steps: allow more steps, or raise l2"]);
  });
});
