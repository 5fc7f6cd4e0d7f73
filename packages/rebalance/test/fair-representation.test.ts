import { openBackend } from "@fairline/tensor";
import type { HostTensors } from "@fairline/tensor";
import { describe, expect, it } from "vitest";
import { memberships, representationLosses } from "../src/fair-representation.ts";

// rng = np.random.RandomState(1); X = rng.normal(size=(6, 2)).round(2); V = rng.normal(size=(3, 2)).round(2)
const X = [1.62, -0.61, -0.53, -1.07, 0.87, -2.3, 1.74, -0.76, 0.32, -0.25, 1.46, -2.06];
const V = [-0.32, -0.38, 1.13, -1.1, -0.17, -0.88];
const w = [0.2, 0.7, 0.5];
const parameters: HostTensors = {
  prototypes: { shape: [3, 2], values: Float32Array.from(V) },
  labels: { shape: [3], values: Float32Array.from(w, (p) => Math.log(p / (1 - p))) },
  importance: { shape: [2], values: Float32Array.from([1.5, 0.4], Math.sqrt) },
};
const batch: HostTensors = {
  x: { shape: [6, 2], values: Float32Array.from(X) },
  y: { shape: [6], values: Float32Array.of(1, 0, 1, 0, 0, 1) },
  groups: {
    shape: [6, 3],
    values: Float32Array.of(1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1),
  },
};

async function evaluated(change: Partial<HostTensors> = {}): Promise<Record<string, number[]>> {
  const backend = await openBackend("cpu");
  const session = backend.session((_, own, state) => ({ parameters: own, state, losses: {} }), {
    parameters,
    state: {},
  });
  const losses = representationLosses({ reconstruction: 0.01, label: 1, parity: 2 });
  const found = await session.evaluate(
    (tf, own, given) => ({
      ...losses(tf, own, given),
      members: memberships(tf, own, given["x"]!),
    }),
    { ...batch, ...change } as HostTensors, // A record without undefined: both parts are whole.
  );
  session.dispose();
  return Object.fromEntries(Object.entries(found).map(([name, { values }]) => [name, [...values]]));
}

describe("representationLosses", () => {
  it("gives the losses of Fairlearn 0.15 at given parameters", async () => {
    // p = PrototypeRepresentationLearner(n_prototypes=3); y = [1, 0, 1, 0, 0, 1]; groups "aabbcc"; w = [.2, .7, .5]; alpha = [1.5, .4]
    // p._objective(np.concatenate([V.ravel(), w, alpha]), X, y, groups) with one weight 1 and the others 0, parity 3: it takes the mean
    // over prototypes where the paper, and this, take the sum; p._get_latent_mapping(X, V, dimension_weights=alpha)[0]
    const { loss, reconstruction, labelLoss, parity, members } = await evaluated();
    expect(reconstruction![0]).toBeCloseTo(1.0600275926631963, 5);
    expect(labelLoss![0]).toBeCloseTo(0.602292259838228, 5);
    expect(parity![0]).toBeCloseTo(0.308334113050607, 5);
    expect(loss![0]).toBeCloseTo(1.229560761866074, 5);
    for (const [k, value] of [
      0.1298596981639553, 0.7144335365841009, 0.15570676525194369,
    ].entries()) {
      expect(members![k]).toBeCloseTo(value, 5);
    }
  });

  it("compares nothing where there is one group, or where a group has no row", async () => {
    const one = { shape: [6, 1], values: new Float32Array(6).fill(1) };
    expect((await evaluated({ groups: one }))["parity"]).toEqual([0]);
    const empty = {
      shape: [6, 2],
      values: Float32Array.from({ length: 12 }, (_, i) => 1 - (i % 2)),
    };
    expect((await evaluated({ groups: empty }))["parity"]).toEqual([0]);
  });
});
