import { rowsOfSplit } from "@fairline/arrow";
import { createRandom } from "@fairline/numeric";
import { openBackend } from "@fairline/tensor";
import { lendingTable } from "@fairline/testing";
import {
  createModel,
  drawParameters,
  encoderWidth,
  fitEncoder,
  saveDenseNetwork,
} from "../src/index.ts";
import type { DecisionRule, DenseNetwork, Model } from "../src/index.ts";

export const half: DecisionRule = { kind: "threshold", threshold: 0.5 };

/** A model of the lending table with random weights: what it says means nothing, but it is always the same. */
export async function lendingModel(backendName: string): Promise<Model> {
  const table = lendingTable();
  const backend = await openBackend(backendName);
  const encoder = fitEncoder(table, ["income", "purpose", "sex"], rowsOfSplit(table, "train"));
  const inputs = encoderWidth(encoder);
  const network: DenseNetwork = { inputs, hidden: [5, 3], activation: "tanh" };
  const active = Array.from({ length: inputs }, () => true);
  const parameters = drawParameters(network, createRandom("lending"), active);
  return createModel(
    {
      encoder,
      network: await saveDenseNetwork(network, parameters),
      positive: "yes",
      negative: "no",
      rule: half,
      training: { stage: "none", note: "random weights" },
    },
    backend,
  );
}
