import { createRandom } from "@fairline/numeric";
import { adam, openBackend } from "@fairline/tensor";
import type { Backend, Forward } from "@fairline/tensor";
import { simulatedTable } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { fit } from "../src/fit.ts";
import { readTrainingData } from "../src/training-data.ts";
import { defaults } from "./defaults.ts";

/** A backend that remembers which functions its sessions evaluate. */
function watched(backend: Backend): { backend: Backend; evaluated: Set<Forward> } {
  const evaluated = new Set<Forward>();
  const session: Backend["session"] = (step, start) => {
    const real = backend.session(step, start);
    return {
      step: (batch) => real.step(batch),
      takeLosses: () => real.takeLosses(),
      evaluate(forward, batch) {
        evaluated.add(forward);
        return real.evaluate(forward, batch);
      },
      parameters: () => real.parameters(),
      dispose: () => {
        real.dispose();
      },
    };
  };
  return { backend: { ...backend, session }, evaluated };
}

describe("fit", () => {
  it("evaluates the same two functions after every epoch, so that each is compiled once", async () => {
    const data = readTrainingData(simulatedTable({ rows: 400 }), defaults);
    const { backend, evaluated } = watched(await openBackend("cpu"));
    const network = { inputs: data.rows.width, hidden: [4], activation: "relu" } as const;
    const { history } = await fit(
      data,
      {
        objective: { network, l2: 0, fairness: undefined },
        optimizer: adam({ learningRate: 0.01 }),
        epochs: 4,
        batch: 64,
        dropout: 0,
        stopping: undefined,
      },
      {
        backend,
        random: createRandom("fit"),
        signal: new AbortController().signal,
        progress: () => undefined,
      },
    );
    expect(history.filter(({ split }) => split === "validation")).toHaveLength(4);
    expect(evaluated.size).toBe(2);
  });
});
