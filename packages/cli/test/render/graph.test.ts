import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { defineStage } from "@fairline/core";
import type { Inputs, Outputs, Stage } from "@fairline/core";
import { loadPipeline } from "@fairline/plan";
import type { Plan } from "@fairline/plan";
import { scratchDirectory } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { renderGraph } from "../../src/render/graph/graph.ts";

const table = { kind: "table", summary: "Rows." } as const;
const model = { kind: "model", summary: "A model." } as const;
const metrics = { kind: "metrics", summary: "Figures." } as const;

const stages = new Map(
  [
    stage("fake/rows", {}, { data: table }),
    stage("fake/clean", { data: table }, { data: table }),
    stage("fake/train", { data: table }, { model }),
    stage("fake/evaluate", { data: table, model }, { metrics }),
    stage(
      "fake/report",
      { metrics: { ...metrics, many: true } },
      { page: { kind: "file", summary: "A page." } },
    ),
  ].map((one) => [one.name, one]),
);

function stage(name: `${string}/${string}`, inputs: Inputs, outputs: Outputs): Stage {
  const run = (): never => {
    throw new Error("graphs run nothing");
  };
  return defineStage({
    name,
    summary: "For a test.",
    params: z.strictObject({}),
    inputs,
    outputs,
    run,
  });
}

/** Plans a pipeline in a folder of its own, in which `table.arrow` lies. */
async function planText(text: string): Promise<Plan> {
  const folder = scratchDirectory();
  writeFileSync(join(folder, "table.arrow"), "");
  const file = join(folder, "pipeline.yaml");
  writeFileSync(file, text);
  const { plan, diagnostics } = await loadPipeline({ file, stages });
  if (plan === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return plan;
}

const plan = await planText(
  `version: 1
name: 'an "odd" <name>'
stages:
  rows: { uses: fake/rows }
  clean: { uses: fake/clean, in: rows, when: "false" }
  train: { uses: fake/train, in: clean, matrix: { strength: [0, 1] } }
  evaluate: { uses: fake/evaluate, matrix: { from: train }, in: { data: clean, model: train } }
  report: { uses: fake/report, in: "evaluate[*].metrics", publish: reports/page.html }
  check:
    cmd: 'grep "a > b" \${{ in.table }} | tee \${{ out.log }} && echo \${{ env.HOME }} a very long command line goes on'
    in: { table: ./table.arrow }
    out: { log: log.txt }
    env: [HOME]
    needs: report
gates:
  - { name: floor, stage: evaluate, metric: accuracy, min: 0.8 }
`,
);

describe("renderGraph", () => {
  it("writes text for people", () => {
    expect(renderGraph(plan, "text")).toMatchInlineSnapshot(`
      "an "odd" <name>
        rows          fake/rows
        train     ×2  fake/train                                                    data ← rows.data
        evaluate  ×2  fake/evaluate                                                 data ← rows.data, model ← train.model
        report        fake/report                                                   metrics ← evaluate[*].metrics, → reports/page.html
        check         grep "a > b" \${in.table} | tee \${out.log} && echo \${env.HOM…  table ← ./table.arrow, after report

      gates
        floor  evaluate  ×2

      switched off
        clean  its \`when\` is false; it passes its data through
      "
    `);
  });

  it("writes Mermaid, with what it would read as its own written as entities", () => {
    expect(renderGraph(plan, "mermaid")).toMatchInlineSnapshot(`
      "flowchart LR
        n0[/"./table.arrow"/]
        n1["rows<br/>fake/rows"]
        n2["train ×2<br/>fake/train"]
        n3["evaluate ×2<br/>fake/evaluate"]
        n4["report<br/>fake/report"]
        n5["check<br/>grep #34;a #62; b#34; \${in.table} | tee \${out.log} #38;#38; echo \${env.HOME} a very long command line goes on"]
        n0 -->|"table"| n5
        n3 ==>|"metrics"| n4
        n4 -.-> n5
        n1 -->|"data"| n3
        n1 -->|"data"| n2
        n2 -->|"model"| n3
      "
    `);
  });

  it("writes Graphviz, with quotes and backslashes escaped", () => {
    expect(renderGraph(plan, "dot")).toMatchInlineSnapshot(`
      "digraph "an \\"odd\\" <name>" {
        rankdir=LR;
        node [shape=box];
        "./table.arrow" [shape=note];
        "rows" [label="rows\\nfake/rows"];
        "train" [label="train ×2\\nfake/train"];
        "evaluate" [label="evaluate ×2\\nfake/evaluate"];
        "report" [label="report\\nfake/report"];
        "check" [label="check\\ngrep \\"a > b\\" \${in.table} | tee \${out.log} && echo \${env.HOME} a very long command line goes on"];
        "./table.arrow" -> "check" [style=solid, label="table"];
        "evaluate" -> "report" [style=bold, label="metrics"];
        "report" -> "check" [style=dotted, label=""];
        "rows" -> "evaluate" [style=solid, label="data"];
        "rows" -> "train" [style=solid, label="data"];
        "train" -> "evaluate" [style=solid, label="model"];
      }
      "
    `);
  });

  it("writes everything as JSON", () => {
    const graph = JSON.parse(renderGraph(plan, "json")) as {
      readonly instances: readonly { readonly id: string; readonly inputs: unknown }[];
    };
    expect(graph).toMatchObject({
      name: 'an "odd" <name>',
      switchedOff: [{ id: "clean", reason: "its `when` is false; it passes its data through" }],
      gates: [{ name: "floor", stage: "evaluate", metric: "accuracy" }],
    });
    expect(graph.instances.find(({ id }) => id === "report")?.inputs).toEqual({
      metrics: [
        { instance: "evaluate@strength=0", port: "metrics" },
        { instance: "evaluate@strength=1", port: "metrics" },
      ],
    });
  });

  it("writes nothing that depends on the order of the file", async () => {
    const declared = [
      "  b: { uses: fake/rows }",
      "  a: { uses: fake/rows }",
      "  c: { uses: fake/clean, in: a }",
    ];
    const texts = await Promise.all(
      [declared, declared.toReversed()].map(async (lines) =>
        renderGraph(
          await planText(["version: 1", "name: x", "stages:", ...lines].join("\n")),
          "dot",
        ),
      ),
    );
    expect(texts[0]).toBe(texts[1]);
  });
});
