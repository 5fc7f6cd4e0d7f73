import { describe, expect, it } from "vitest";
import { loadText, planText, stagesText } from "../load-text.ts";

describe("when", () => {
  it("passes the data through a stage with one data in and out", async () => {
    const plan = await planText(
      stagesText(`
  rows: { uses: fake/rows }
  clean: { uses: fake/clean, in: rows, when: "false" }
  again: { uses: fake/clean, in: clean, when: 1 == 2 }
  train: { uses: fake/train, in: again, needs: clean }
`),
    );
    expect(plan.instances.map(({ id }) => id)).toEqual(["rows", "train"]);
    expect(plan.instances[1]).toMatchObject({
      inputs: [{ port: "data", from: { type: "instance", id: "rows", port: "data" } }],
      needs: ["rows"],
    });
    expect(plan.switchedOff).toEqual([
      { id: "again", reason: "its `when` is false; it passes its data through" },
      { id: "clean", reason: "its `when` is false; it passes its data through" },
    ]);
  });

  it("passes a file through", async () => {
    const plan = await planText(
      stagesText(`
  clean: { uses: fake/clean, in: ./d.arrow, when: "false" }
  train: { uses: fake/train, in: clean }
`),
      { files: { "d.arrow": "" } },
    );
    expect(plan.instances[0]?.inputs[0]?.from).toMatchObject({ type: "file" });
  });

  it("skips a stage that cannot pass, and what needs it", async () => {
    const plan = await planText(
      stagesText(`
  rows: { uses: fake/rows }
  train: { uses: fake/train, in: rows, when: "false" }
  evaluate: { uses: fake/evaluate, in: { data: rows, model: train } }
  after: { uses: fake/rows, needs: train }
  report: { uses: fake/report, in: only }
  only: { uses: fake/evaluate, in: { data: again } }
  again: { uses: fake/clean, in: last }
  last: { uses: fake/rows, when: "false" }
`),
    );
    expect(plan.switchedOff).toEqual([
      { id: "after", reason: '"train" is switched off' },
      { id: "again", reason: '"last" is switched off' },
      { id: "last", reason: "its `when` is false" },
      { id: "only", reason: '"again" is switched off' },
      { id: "report", reason: '"only" is switched off' },
      { id: "train", reason: "its `when` is false" },
    ]);
    // The model is an optional input: without it the rows are evaluated as they are.
    expect(
      plan.instances.find(({ id }) => id === "evaluate")?.inputs.map(({ port }) => port),
    ).toEqual(["data"]);
  });

  it("is asked at every point, and a list leaves out the points that are off", async () => {
    const plan = await planText(
      stagesText(`
  rows: { uses: fake/rows }
  evaluate: { uses: fake/evaluate, in: { data: rows }, matrix: { x: [1, 2, 3] }, when: matrix.x != 2 }
  report: { uses: fake/report, in: "evaluate[*]" }
  none: { uses: fake/report, in: "evaluate[x=2]" }
`),
    );
    expect(plan.switchedOff.map(({ id }) => id)).toEqual(["evaluate@x=2", "none"]);
    const from = plan.instances.find(({ id }) => id === "report")?.inputs[0]?.from;
    expect(from?.type === "fan-in" ? from.members.map(({ id }) => id) : from).toEqual([
      "evaluate@x=1",
      "evaluate@x=3",
    ]);
  });

  it("reads parameters, bare or in braces", async () => {
    const text = `version: 1
name: test
params: { full: false }
stages:
  a: { uses: fake/rows, when: params.full }
  b: { uses: fake/rows, when: "\${{ !params.full }}" }
  c: { uses: fake/rows, when: true }
`;
    expect((await planText(text)).instances.map(({ id }) => id)).toEqual(["b", "c"]);
    const full = await planText(text, { set: ["full=true"] });
    expect(full.instances.map(({ id }) => id)).toEqual(["a", "c"]);
  });

  it("must be true or false", async () => {
    const { rendered } = await loadText(
      stagesText(`  a: { uses: fake/rows, when: 1 }\n  b: { uses: fake/rows, when: "'yes'" }\n`),
    );
    expect(rendered).toMatchInlineSnapshot(`
      "pipeline.yaml:4:31: error[value-type]: "when" must be true or false, and is 1
      4 |   a: { uses: fake/rows, when: 1 }
        |                               ^

      pipeline.yaml:5:31: error[value-type]: "when" must be true or false, and is "yes"
      5 |   b: { uses: fake/rows, when: "'yes'" }
        |                               ^^^^^^^
      "
    `);
  });

  it("leaves the parameters of a stage that is off to be checked", async () => {
    const { diagnostics } = await loadText(
      stagesText(`  a: { uses: fake/rows, when: "false", with: { rows: 0 } }\n`),
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(["param-invalid"]);
  });
});
