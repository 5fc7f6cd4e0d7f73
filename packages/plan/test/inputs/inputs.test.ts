import { describe, expect, it } from "vitest";
import type { Plan, PlannedInput } from "@fairline/plan";
import { parseReference } from "../../src/inputs/reference.ts";
import { planText, stagesText } from "../load-text.ts";

/** Inputs of an instance, as `port <- id.port`. */
function inputsOf(plan: Plan, id: string): Readonly<Record<string, string>> {
  const instance = plan.instances.find((one) => one.id === id);
  if (instance === undefined) throw new Error(`no instance ${id}`);
  return Object.fromEntries(instance.inputs.map(({ port, from }) => [port, sourceText(from)]));
}

function sourceText(from: PlannedInput["from"]): string {
  if (from.type === "file") return "file";
  if (from.type === "instance") return `${from.id}.${from.port}`;
  return `[${from.members.map(({ id, port }) => `${id}.${port}`).join(" ")}]`;
}

const train = `
  rows: { uses: fake/rows }
  train: { uses: fake/train, in: rows, matrix: { strength: [0, 1], seed: [1, 2] }, with: { strength: "\${{ matrix.strength }}" } }
`;

describe("a reference", () => {
  it("names a stage, a port and points", () => {
    expect(parseReference("a-b_c.d")).toEqual({
      stage: "a-b_c",
      port: "d",
      selection: { type: "own" },
    });
    expect(parseReference("a[*]")).toEqual({
      stage: "a",
      port: undefined,
      selection: { type: "all" },
    });
    expect(parseReference('a[x=1.0, y=two words,z="1",w=[1,"a,]"]].p')).toEqual({
      stage: "a",
      port: "p",
      selection: {
        type: "at",
        labels: new Map([
          ["x", "1"],
          ["y", '"two words"'],
          ["z", '"1"'],
          ["w", '[1,"a,]"]'],
        ]),
      },
    });
  });

  it.each(["./a", "a/b.csv", "", "a.b.c", "a[x]", "a[]", "a[x=1,x=2]", "[*]", "a [*]"])(
    "is a path where it has another form: %j",
    (text) => {
      expect(parseReference(text)).toBeUndefined();
    },
  );
});

describe("wiring", () => {
  it("broadcasts a stage without a matrix to all points of another", async () => {
    const plan = await planText(stagesText(train));
    expect(inputsOf(plan, "train@seed=1,strength=0")).toEqual({ data: "rows.data" });
    expect(inputsOf(plan, "train@seed=2,strength=1")).toEqual({ data: "rows.data" });
  });

  it("joins equal points, of a join or of the same axes", async () => {
    const plan = await planText(
      stagesText(`${train}
  a: { uses: fake/evaluate, matrix: { from: train }, in: { data: rows, model: train } }
  b: { uses: fake/evaluate, matrix: { seed: [2], strength: [1] }, in: { data: rows, model: train } }
`),
    );
    expect(inputsOf(plan, "a@seed=1,strength=1")["model"]).toBe("train@seed=1,strength=1.model");
    expect(inputsOf(plan, "b@seed=2,strength=1")["model"]).toBe("train@seed=2,strength=1.model");
  });

  it("joins on the axes that the upstream has, where the reader has more", async () => {
    const plan = await planText(
      stagesText(`
  rows: { uses: fake/rows, matrix: { seed: [1, 2] } }
  train: { uses: fake/train, in: rows, matrix: { from: rows, x: [1, 2] } }
  other: { uses: fake/train, in: rows, matrix: { x: [1], seed: [2] } }
`),
    );
    expect(inputsOf(plan, "train@seed=1,x=2")).toEqual({ data: "rows@seed=1.data" });
    expect(inputsOf(plan, "other@seed=2,x=1")).toEqual({ data: "rows@seed=2.data" });
  });

  it("fans in all points, sorted, into a port that takes a list", async () => {
    const plan = await planText(
      stagesText(`${train}
  evaluate: { uses: fake/evaluate, matrix: { from: train }, in: { data: rows, model: train } }
  report: { uses: fake/report, in: "evaluate[*].metrics" }
`),
    );
    expect(inputsOf(plan, "report")["metrics"]).toBe(
      "[evaluate@seed=1,strength=0.metrics evaluate@seed=1,strength=1.metrics evaluate@seed=2,strength=0.metrics evaluate@seed=2,strength=1.metrics]",
    );
  });

  it("gives a port that takes a list a list of one for one point", async () => {
    const plan = await planText(
      stagesText(`
  rows: { uses: fake/rows }
  audit: { uses: fake/evaluate, in: rows }
  report: { uses: fake/report, in: audit }
`),
    );
    expect(inputsOf(plan, "report")).toEqual({ metrics: "[audit.metrics]" });
  });

  it("picks points, and joins the axes that are left", async () => {
    const plan = await planText(
      stagesText(`${train}
  one: { uses: fake/evaluate, in: { data: rows, model: "train[strength=1,seed=2]" } }
  seeds: { uses: fake/evaluate, matrix: { seed: [1, 2] }, in: { data: rows, model: "train[strength=0].model" } }
  against: { uses: fake/evaluate, matrix: { from: train }, in: { data: rows, model: "train[strength=0]" } }
  evaluate: { uses: fake/evaluate, matrix: { from: train }, in: { data: rows, model: train } }
  some: { uses: fake/report, in: "evaluate[strength=1]" }
  each: { uses: fake/report, matrix: { seed: [1, 2] }, in: "evaluate[strength=1]" }
`),
    );
    expect(inputsOf(plan, "one")["model"]).toBe("train@seed=2,strength=1.model");
    expect(inputsOf(plan, "seeds@seed=2")["model"]).toBe("train@seed=2,strength=0.model");
    expect(inputsOf(plan, "against@seed=1,strength=1")["model"]).toBe(
      "train@seed=1,strength=0.model",
    );
    expect(inputsOf(plan, "some")["metrics"]).toBe(
      "[evaluate@seed=1,strength=1.metrics evaluate@seed=2,strength=1.metrics]",
    );
    expect(inputsOf(plan, "each@seed=2")["metrics"]).toBe("[evaluate@seed=2,strength=1.metrics]");
  });

  it("picks points by the values of the reader's matrix", async () => {
    const plan = await planText(
      stagesText(`${train}
  a: { uses: fake/evaluate, matrix: { s: [0, 1] }, in: { data: rows, model: "train[strength=\${{ matrix.s }},seed=1]" } }
`),
    );
    expect(inputsOf(plan, "a@s=1")["model"]).toBe("train@seed=1,strength=1.model");
  });

  it("joins uneven points by the axes that each has", async () => {
    const plan = await planText(
      stagesText(`
  rows: { uses: fake/rows, matrix: { x: [1, 2], include: [{ x: 3, y: 9 }] } }
  clean: { uses: fake/clean, in: rows, matrix: { from: rows } }
  again: { uses: fake/clean, in: clean, matrix: { x: [1, 3], y: [9] } }
`),
    );
    expect(inputsOf(plan, "clean@x=3,y=9")).toEqual({ data: "rows@x=3,y=9.data" });
    expect(inputsOf(plan, "clean@x=2")).toEqual({ data: "rows@x=2.data" });
    expect(inputsOf(plan, "again@x=1,y=9")).toEqual({ data: "clean@x=1.data" });
  });

  it("takes a name for a stage, and ./name for a file", async () => {
    const files = { data: "", "rows.arrow": "" };
    const plan = await planText(
      stagesText(`
  data: { uses: fake/rows }
  a: { cmd: [x], in: { data: data }, out: { y: z } }
  b: { cmd: [x], in: { data: ./data }, out: { y: z } }
  c: { uses: fake/clean, in: rows.arrow }
`),
      { files },
    );
    expect(inputsOf(plan, "a")).toEqual({ data: "data.data" });
    expect(inputsOf(plan, "b")).toEqual({ data: "file" });
    expect(plan.instances.find(({ id }) => id === "b")?.inputs[0]?.kind).toBe("file");
    expect(plan.instances.find(({ id }) => id === "c")?.inputs[0]?.kind).toBe("table");
  });

  it("gives the ports of a command the kinds of what they read", async () => {
    const plan = await planText(
      stagesText(`${train}
  a: { cmd: [x], in: { m: "train[*].model", r: rows, e: b.out }, out: { y: z } }
  b: { cmd: [x], out: { out: { path: m, kind: metrics } } }
`),
    );
    const kinds = plan.instances
      .find(({ id }) => id === "a")
      ?.inputs.map(({ port, kind }) => [port, kind]);
    expect(kinds).toEqual([
      ["m", "model"],
      ["r", "table"],
      ["e", "metrics"],
    ]);
  });

  it("waits for the stages that are needed: at the same point, or for all", async () => {
    const plan = await planText(
      stagesText(`
  a: { uses: fake/rows, matrix: { x: [1, 2] } }
  b: { uses: fake/rows, matrix: { x: [1, 2] }, needs: a }
  c: { uses: fake/rows, needs: [a, b] }
`),
    );
    const needs = Object.fromEntries(
      plan.instances.map((instance) => [instance.id, instance.needs]),
    );
    expect(needs).toEqual({
      "a@x=1": [],
      "a@x=2": [],
      "b@x=1": ["a@x=1"],
      "b@x=2": ["a@x=2"],
      c: ["a@x=1", "a@x=2", "b@x=1", "b@x=2"],
    });
  });
});
