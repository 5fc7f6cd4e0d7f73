import { createRandom } from "@fairline/numeric";
import { adam, openBackend } from "@fairline/tensor";
import type { Backend, Forward } from "@fairline/tensor";
import { simulatedTable } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { fit } from "../src/fit.ts";
import { inputReader } from "../src/input-reader.ts";
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
      state: () => real.state(),
      dispose: () => {
        real.dispose();
      },
    };
  };
  return { backend: { ...backend, session }, evaluated };
}

describe("fit", () => {
  it("validates on all validation rows, more of them than are scored at a time", async () => {
    // Rows are scored by 4,096; the last part is a small one.
    const table = simulatedTable({ rows: 21_500 });
    const data = readTrainingData(table, defaults);
    expect(data.validation.length).toBeGreaterThan(4096);
    const network = { inputs: data.rows.width, hidden: [], activation: "relu" } as const;
    const { parameters, history } = await fit(
      data,
      {
        objective: { network, l2: 0, fairness: undefined },
        optimizer: adam({ learningRate: 0.1 }),
        epochs: 1,
        batch: 4000,
        dropout: 0,
        stopping: undefined,
      },
      {
        backend: await openBackend("cpu"),
        random: createRandom("fit"),
        signal: new AbortController().signal,
        progress: () => undefined,
      },
    );
    const weights = parameters["dense_0/kernel"]!.values;
    const bias = parameters["dense_0/bias"]!.values[0]!;
    const encode = inputReader(data.rows);
    let loss = 0;
    let right = 0;
    for (const row of data.validation) {
      const { values } = encode(Uint32Array.of(row));
      const logOdds = values.reduce((sum, value, i) => sum + value * weights[i]!, bias);
      const label = data.labels[row]!;
      loss += Math.log1p(Math.exp(-Math.abs(logOdds))) + Math.max(logOdds, 0) - label * logOdds;
      right += Number(logOdds >= 0 === (label === 1));
    }
    const validated = history.find(({ split }) => split === "validation")!;
    expect(validated.logLoss).toBeCloseTo(loss / data.validation.length, 4);
    expect(validated.accuracy).toBeCloseTo(right / data.validation.length, 4);
  });

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
