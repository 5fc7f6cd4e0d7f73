import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { planText } from "./load-text.ts";

const experiment = `version: 1
name: adult
description: Does a penalty close the gap?
seed: 17
params:
  strengths: [0, 0.3]
stages:
  raw:
    uses: fake/ingest
    with: { source: adult.csv, roles: { label: income, sensitive: [sex] } }
  clean:
    uses: fake/clean
    in: raw
    with:
      steps:
        - filter: "race in ('White', 'Black')"
        - drop-duplicates
        - split: { test: 0.3, by: [label, sensitive] }
  train:
    uses: fake/train
    in: clean
    matrix:
      strength: \${{ params.strengths }}
      seed: [1, 2]
    with: { epochs: 40, strength: "\${{ matrix.strength }}" }
    resources: { cpus: 1, mem: 2GB, time: 30m }
    retry: 1
  evaluate:
    uses: fake/evaluate
    matrix: { from: train }
    in: { data: clean, model: train }
  check:
    cmd: [python3, check.py, "--in", "\${{ in.predictions }}", "--out=\${{ out.result }}", "\${{ matrix.strength }}"]
    matrix: { from: train }
    in: { predictions: evaluate.predictions }
    deps: [check.py]
    env: [PYTHONHASHSEED]
    out: { result: check.json }
  report:
    uses: fake/report
    in: { metrics: "evaluate[*].metrics" }
    publish: { page: reports/adult.html }
gates:
  - name: gap by sex
    stage: evaluate
    where: { strength: 0.3 }
    metric: demographic_parity_difference
    attribute: sex
    max: 0.05
    bound: upper
  - { name: accuracy floor, stage: evaluate, metric: accuracy, min: 0.8, on-fail: warn }
`;
const files = { "adult.csv": "a\n", "check.py": "" };

describe("loadPipeline", () => {
  it("plans a whole experiment", async () => {
    const plan = await planText(experiment, { files });
    const folder = dirname(plan.file);
    expect(plan.instances.map(({ id }) => id)).toMatchInlineSnapshot(`
      [
        "raw",
        "clean",
        "train@seed=1,strength=0",
        "train@seed=1,strength=0.3",
        "train@seed=2,strength=0",
        "train@seed=2,strength=0.3",
        "evaluate@seed=1,strength=0",
        "evaluate@seed=1,strength=0.3",
        "evaluate@seed=2,strength=0",
        "evaluate@seed=2,strength=0.3",
        "check@seed=1,strength=0",
        "check@seed=1,strength=0.3",
        "check@seed=2,strength=0",
        "check@seed=2,strength=0.3",
        "report",
      ]
    `);
    const byId = new Map(plan.instances.map((instance) => [instance.id, instance]));
    expect(byId.get("evaluate@seed=2,strength=0.3")?.inputs).toMatchInlineSnapshot(`
      [
        {
          "from": {
            "id": "clean",
            "port": "data",
            "type": "instance",
          },
          "kind": "table",
          "port": "data",
        },
        {
          "from": {
            "id": "train@seed=2,strength=0.3",
            "port": "model",
            "type": "instance",
          },
          "kind": "model",
          "port": "model",
        },
      ]
    `);
    expect(byId.get("report")?.inputs).toEqual([
      {
        port: "metrics",
        kind: "metrics",
        from: {
          type: "fan-in",
          members: [
            { point: { seed: 1, strength: 0 }, id: "evaluate@seed=1,strength=0", port: "metrics" },
            {
              point: { seed: 1, strength: 0.3 },
              id: "evaluate@seed=1,strength=0.3",
              port: "metrics",
            },
            { point: { seed: 2, strength: 0 }, id: "evaluate@seed=2,strength=0", port: "metrics" },
            {
              point: { seed: 2, strength: 0.3 },
              id: "evaluate@seed=2,strength=0.3",
              port: "metrics",
            },
          ],
        },
      },
    ]);
    expect(byId.get("report")?.publish).toEqual({ page: join(folder, "reports/adult.html") });
    expect(byId.get("train@seed=1,strength=0")).toMatchObject({
      resources: { cpus: 1, memoryBytes: 2e9, gpus: 0 },
      timeoutMs: 1_800_000,
      retry: 1,
      work: { params: { epochs: 40, strength: 0, hidden: [8], warmup: 0 } },
    });
    expect(byId.get("check@seed=1,strength=0.3")?.work).toEqual({
      type: "command",
      command: {
        type: "argv",
        args: [
          ["python3"],
          ["check.py"],
          ["--in"],
          [{ in: "predictions" }],
          ["--out=", { out: "result" }],
          ["0.3"],
        ],
      },
      deps: [join(folder, "check.py")],
      out: { result: { kind: "file", path: "check.json" } },
    });
    expect(plan.gates).toMatchInlineSnapshot(`
      [
        {
          "attribute": "sex",
          "baseline": undefined,
          "bound": "upper",
          "degenerate": "refuse",
          "group": undefined,
          "instances": [
            "evaluate@seed=1,strength=0.3",
            "evaluate@seed=2,strength=0.3",
          ],
          "max": 0.05,
          "maxIncrease": undefined,
          "metric": "demographic_parity_difference",
          "min": undefined,
          "minGroup": 30,
          "name": "gap by sex",
          "onFail": "fail",
          "port": "metrics",
          "stage": "evaluate",
          "uncovered": "refuse",
          "within": undefined,
        },
        {
          "attribute": undefined,
          "baseline": undefined,
          "bound": "value",
          "degenerate": "refuse",
          "group": undefined,
          "instances": [
            "evaluate@seed=1,strength=0",
            "evaluate@seed=1,strength=0.3",
            "evaluate@seed=2,strength=0",
            "evaluate@seed=2,strength=0.3",
          ],
          "max": undefined,
          "maxIncrease": undefined,
          "metric": "accuracy",
          "min": 0.8,
          "minGroup": 30,
          "name": "accuracy floor",
          "onFail": "warn",
          "port": "metrics",
          "stage": "evaluate",
          "uncovered": "refuse",
          "within": undefined,
        },
      ]
    `);
  });
});
