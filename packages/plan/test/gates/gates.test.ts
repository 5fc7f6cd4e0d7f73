import { describe, expect, it } from "vitest";
import { planText, problemsOf } from "../load-text.ts";

describe("gate-form", () => {
  it("refuses gates of another form", async () => {
    const problems = await problemsOf(`version: 1
name: test
stages:
  rows: { uses: fake/rows }
  evaluate: { uses: fake/evaluate, in: { data: rows } }
gates:
  - { nam: a, stage: evaluate, metric: accuracy, min: low, bound: uper, on-fail: ignore, min-group: -1 }
  - 3
  - { metric: accuracy }
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:7:7: error[key-unknown]: a gate has no key "nam"
      7 |   - { nam: a, stage: evaluate, metric: accuracy, min: low, bound: uper, on-fail: ignore, min-group: -1 }
        |       ^^^
        help: Did you mean "name"? The keys are: name, stage, where, metric, attribute, within, group, min, max, bound, baseline, max-increase, on-fail, min-group, uncovered, degenerate.

      pipeline.yaml:7:55: error[value-type]: "min" must be a number, and is "low"
      7 |   - { nam: a, stage: evaluate, metric: accuracy, min: low, bound: uper, on-fail: ignore, min-group: -1 }
        |                                                       ^^^

      pipeline.yaml:7:67: error[value-type]: "bound" must be "value", "lower" or "upper", and is "uper"
      7 |   - { nam: a, stage: evaluate, metric: accuracy, min: low, bound: uper, on-fail: ignore, min-group: -1 }
        |                                                                   ^^^^
        help: Did you mean "upper"?

      pipeline.yaml:7:82: error[value-type]: "on-fail" must be "fail" or "warn", and is "ignore"
      7 |   - { nam: a, stage: evaluate, metric: accuracy, min: low, bound: uper, on-fail: ignore, min-group: -1 }
        |                                                                                  ^^^^^^

      pipeline.yaml:7:101: error[value-type]: "min-group" must be at least 0, and is -1
      7 |   - { nam: a, stage: evaluate, metric: accuracy, min: low, bound: uper, on-fail: ignore, min-group: -1 }
        |                                                                                                     ^^

      pipeline.yaml:8:5: error[value-type]: a gate must be a map, and is 3
      8 |   - 3
        |     ^

      pipeline.yaml:9:5: error[key-missing]: a gate needs the key "name"
      9 |   - { metric: accuracy }
        |     ^
        help: Add \`name:\`.

      pipeline.yaml:9:5: error[key-missing]: a gate needs the key "stage"
      9 |   - { metric: accuracy }
        |     ^
        help: Add \`stage:\`.
      "
    `);
  });
});

describe("gate-within", () => {
  it("takes one column with its value, a number by its text", async () => {
    const plan = await planText(`version: 1
name: test
stages:
  rows: { uses: fake/rows }
  evaluate: { uses: fake/evaluate, in: { data: rows } }
gates:
  - { name: a, stage: evaluate, metric: accuracy, attribute: sex, within: { year: 1973 }, min: 0 }
`);
    expect(plan.gates[0]?.within).toEqual({ column: "year", value: "1973" });
  });

  it("refuses none, several, and what is no value", async () => {
    const problems = await problemsOf(`version: 1
name: test
stages:
  rows: { uses: fake/rows }
  evaluate: { uses: fake/evaluate, in: { data: rows } }
gates:
  - { name: a, stage: evaluate, metric: accuracy, within: {}, min: 0 }
  - { name: b, stage: evaluate, metric: accuracy, within: { job: x, town: y }, min: 0 }
  - { name: c, stage: evaluate, metric: accuracy, within: { job: [x] }, min: 0 }
  - { name: d, stage: evaluate, metric: accuracy, within: job, min: 0 }
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:7:59: error[value-type]: "within" must have one column with its value, and is {}
      7 |   - { name: a, stage: evaluate, metric: accuracy, within: {}, min: 0 }
        |                                                           ^^

      pipeline.yaml:8:59: error[value-type]: "within" must have one column with its value, and is {"job":"x","town":"y"}
      8 |   - { name: b, stage: evaluate, metric: accuracy, within: { job: x, town: y }, min: 0 }
        |                                                           ^^^^^^^^^^^^^^^^^^^

      pipeline.yaml:9:66: error[value-type]: "within.job" must be text, or a number, or true or false, and is ["x"]
      9 |   - { name: c, stage: evaluate, metric: accuracy, within: { job: [x] }, min: 0 }
        |                                                                  ^^^

      pipeline.yaml:10:59: error[value-type]: "within" must be a map, and is "job"
      10 |   - { name: d, stage: evaluate, metric: accuracy, within: job, min: 0 }
         |                                                           ^^^
      "
    `);
  });
});

describe("gate-limit", () => {
  it("refuses a gate that nothing could fail, or nothing could pass", async () => {
    const problems = await problemsOf(`version: 1
name: test
stages:
  rows: { uses: fake/rows }
  evaluate: { uses: fake/evaluate, in: { data: rows } }
gates:
  - { name: a, stage: evaluate, metric: accuracy }
  - { name: b, stage: evaluate, metric: accuracy, min: 0.9, max: 0.8 }
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:7:41: error[gate-limit-missing]: the gate "a" has no limit, so nothing could fail it
      7 |   - { name: a, stage: evaluate, metric: accuracy }
        |                                         ^^^^^^^^
        help: Add \`min:\`, \`max:\`, or \`baseline:\` with \`max-increase:\`.

      pipeline.yaml:8:56: error[gate-unreachable]: no value can pass the gate "b": its min 0.9 is above its max 0.8
      8 |   - { name: b, stage: evaluate, metric: accuracy, min: 0.9, max: 0.8 }
        |                                                        ^^^
        help: Lower \`min\` or raise \`max\`.
      "
    `);
  });

  it("refuses a baseline without an increase, and the other way round", async () => {
    const problems = await problemsOf(`version: 1
name: test
stages:
  rows: { uses: fake/rows }
  evaluate: { uses: fake/evaluate, in: { data: rows } }
gates:
  - { name: a, stage: evaluate, metric: accuracy, baseline: b.json }
  - { name: b, stage: evaluate, metric: accuracy, max-increase: 0.1 }
  - { name: c, stage: evaluate, metric: accuracy, baseline: b.json, max-increase: 0.1 }
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:7:51: error[gate-limit-missing]: the gate "a" has \`baseline\` and no \`max-increase\`
      7 |   - { name: a, stage: evaluate, metric: accuracy, baseline: b.json }
        |                                                   ^^^^^^^^
        help: Add \`max-increase:\`.

      pipeline.yaml:8:51: error[gate-limit-missing]: the gate "b" has \`max-increase\` and no \`baseline\`
      8 |   - { name: b, stage: evaluate, metric: accuracy, max-increase: 0.1 }
        |                                                   ^^^^^^^^^^^^
        help: Add \`baseline:\`.

      pipeline.yaml:9:61: error[input-file-missing]: there is no file "b.json"
      9 |   - { name: c, stage: evaluate, metric: accuracy, baseline: b.json, max-increase: 0.1 }
        |                                                             ^^^^^^
        help: Paths are relative to the pipeline file.
      "
    `);
  });
});

describe("gate-name", () => {
  it("refuses two gates of one name", async () => {
    const problems = await problemsOf(`version: 1
name: test
stages:
  rows: { uses: fake/rows }
  evaluate: { uses: fake/evaluate, in: { data: rows } }
gates:
  - { name: a, stage: evaluate, metric: accuracy, min: 0 }
  - { name: a, stage: evaluate, metric: accuracy, max: 1 }
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:8:13: error[name-duplicate]: there are two gates called "a"
      8 |   - { name: a, stage: evaluate, metric: accuracy, max: 1 }
        |             ^
        help: Rename one of them.
      "
    `);
  });
});

describe("gate-port", () => {
  it("refuses a stage that does not exist, or gives no metrics", async () => {
    const problems = await problemsOf(`version: 1
name: test
stages:
  rows: { uses: fake/rows }
  evaluate: { uses: fake/evaluate, in: { data: rows } }
gates:
  - { name: a, stage: evalute, metric: accuracy, min: 0 }
  - { name: b, stage: rows, metric: accuracy, min: 0 }
  - { name: c, stage: evaluate.predictions, metric: accuracy, min: 0 }
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:7:23: error[stage-unknown]: there is no stage "evalute" for the gate "a"
      7 |   - { name: a, stage: evalute, metric: accuracy, min: 0 }
        |                       ^^^^^^^
        help: Did you mean "evaluate"? The stages are: rows, evaluate.

      pipeline.yaml:8:23: error[gate-metric-unknown]: "rows" has no output of kind metrics for the gate "b"
      8 |   - { name: b, stage: rows, metric: accuracy, min: 0 }
        |                       ^^^^
        help: Name a stage that evaluates.

      pipeline.yaml:9:23: error[gate-metric-unknown]: "evaluate" has no output "predictions" of kind metrics
      9 |   - { name: c, stage: evaluate.predictions, metric: accuracy, min: 0 }
        |                       ^^^^^^^^^^^^^^^^^^^^
        help: Write evaluate.metrics.
      "
    `);
  });
});

describe("gate-where", () => {
  it("refuses a gate that holds no point", async () => {
    const problems = await problemsOf(`version: 1
name: test
stages:
  rows: { uses: fake/rows }
  clean: { uses: fake/clean, in: rows }
  train: { uses: fake/train, in: clean, matrix: { strength: [0, 1], seed: [1, 2] } }
  evaluate: { uses: fake/evaluate, matrix: { from: train }, in: { data: clean, model: train } }
gates:
  - { name: a, stage: evaluate, metric: accuracy, min: 0, where: { strenght: 1 } }
  - { name: b, stage: evaluate, metric: accuracy, min: 0, where: { strength: 7 } }
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:9:68: error[point-unknown]: "evaluate" has no matrix axis "strenght"
      9 |   - { name: a, stage: evaluate, metric: accuracy, min: 0, where: { strenght: 1 } }
        |                                                                    ^^^^^^^^
        help: Did you mean "strength"? The axes are: seed, strength.

      pipeline.yaml:10:78: error[gate-unreachable]: the gate "b" holds no point of "evaluate": strength is never 7
      10 |   - { name: b, stage: evaluate, metric: accuracy, min: 0, where: { strength: 7 } }
         |                                                                              ^
        help: Its values are: 0, 1.
      "
    `);
  });

  it("refuses values that no point has together", async () => {
    const problems = await problemsOf(`version: 1
name: test
stages:
  a: { uses: fake/rows, matrix: { x: [1, 2], y: [1, 2], exclude: [{ x: 1, y: 2 }] } }
  b: { uses: fake/evaluate, in: { data: a }, matrix: { from: a } }
gates:
  - { name: a, stage: b, metric: accuracy, min: 0, where: { x: 1, y: 2 } }
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:7:59: error[gate-unreachable]: the gate "a" holds no point of "b": none has all of these values
      7 |   - { name: a, stage: b, metric: accuracy, min: 0, where: { x: 1, y: 2 } }
        |                                                           ^^^^^^^^^^^^^^
        help: Choose values of one point.
      "
    `);
  });
});

describe("gate-runs", () => {
  it("refuses a gate on what is switched off", async () => {
    const problems = await problemsOf(`version: 1
name: test
stages:
  rows: { uses: fake/rows }
  evaluate: { uses: fake/evaluate, in: { data: rows }, when: 1 == 2 }
gates:
  - { name: a, stage: evaluate, metric: accuracy, min: 0 }
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:7:23: error[gate-unreachable]: the gate "a" is never evaluated: "evaluate" is switched off
      7 |   - { name: a, stage: evaluate, metric: accuracy, min: 0 }
        |                       ^^^^^^^^
        help: Switch the stage on, or take the gate out.
      "
    `);
  });
});

describe("gate-metric", () => {
  it("refuses a metric that the stage cannot give with its parameters", async () => {
    const problems = await problemsOf(`version: 1
name: test
stages:
  rows: { uses: fake/rows }
  evaluate: { uses: fake/evaluate, in: { data: rows } }
gates:
  - { name: a, stage: evaluate, metric: acuracy, min: 0 }
  - { name: b, stage: evaluate, metric: calibration, min: 0 }
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:7:41: error[gate-metric-unknown]: fake/evaluate gives no metric "acuracy" with these parameters
      7 |   - { name: a, stage: evaluate, metric: acuracy, min: 0 }
        |                                         ^^^^^^^
        help: Did you mean "accuracy"? The metrics are: accuracy, demographic_parity_difference.

      pipeline.yaml:8:41: error[gate-metric-unknown]: fake/evaluate gives no metric "calibration" with these parameters
      8 |   - { name: b, stage: evaluate, metric: calibration, min: 0 }
        |                                         ^^^^^^^^^^^
        help: The metrics are: accuracy, demographic_parity_difference.
      "
    `);
  });
});

describe("gate-sense", () => {
  const gates = (...lines: readonly string[]): string => `version: 1
name: test
stages:
  rows: { uses: fake/rows }
  evaluate:
    uses: fake/evaluate
    in: { data: rows }
    with: { extra: [mine, demographic_parity_ratio, differential_fairness] }
gates:
${lines.map((line, i) => `  - { name: g${String(i)}, stage: evaluate, ${line} }`).join("\n")}
`;

  it("refuses limits outside the metric's range, and on the side where none makes sense", async () => {
    const problems = await problemsOf(
      gates(
        "metric: demographic_parity_difference, max: 5",
        "metric: demographic_parity_difference, min: 0.1",
        "metric: demographic_parity_ratio, max: 0.8",
        "metric: accuracy, min: 80",
        "metric: accuracy, min: -0.5",
        "metric: differential_fairness, max: -1",
      ),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:10:78: error[gate-limit-senseless]: nothing could fail the gate "g0": its max 5 is outside the range of demographic_parity_difference, 0 to 1
      10 |   - { name: g0, stage: evaluate, metric: demographic_parity_difference, max: 5 }
         |                                                                              ^
        help: Give a limit within 0 to 1; a percentage is a share of 1: 5 % is 0.05.

      pipeline.yaml:11:78: error[gate-limit-senseless]: the gate "g1" sets a min on demographic_parity_difference, of which a smaller one is better
      11 |   - { name: g1, stage: evaluate, metric: demographic_parity_difference, min: 0.1 }
         |                                                                              ^^^
        help: Write \`max:\`.

      pipeline.yaml:12:73: error[gate-limit-senseless]: the gate "g2" sets a max on demographic_parity_ratio, of which a larger one is better
      12 |   - { name: g2, stage: evaluate, metric: demographic_parity_ratio, max: 0.8 }
         |                                                                         ^^^
        help: Write \`min:\`.

      pipeline.yaml:13:57: error[gate-limit-senseless]: nothing could pass the gate "g3": its min 80 is outside the range of accuracy, 0 to 1
      13 |   - { name: g3, stage: evaluate, metric: accuracy, min: 80 }
         |                                                         ^^
        help: Give a limit within 0 to 1; a percentage is a share of 1: 5 % is 0.05.

      pipeline.yaml:14:57: error[gate-limit-senseless]: nothing could fail the gate "g4": its min -0.5 is outside the range of accuracy, 0 to 1
      14 |   - { name: g4, stage: evaluate, metric: accuracy, min: -0.5 }
         |                                                         ^^^^
        help: Give a limit within 0 to 1.

      pipeline.yaml:15:70: error[gate-limit-senseless]: nothing could pass the gate "g5": its max -1 is outside the range of differential_fairness, 0 and more
      15 |   - { name: g5, stage: evaluate, metric: differential_fairness, max: -1 }
         |                                                                      ^^
        help: Give a limit within 0 and more.
      "
    `);
  });

  it("takes limits at the ends of the range, and any of a metric of unknown range", async () => {
    const plan = await planText(
      gates(
        "metric: demographic_parity_difference, max: 0",
        "metric: accuracy, min: 0, max: 1",
        "metric: differential_fairness, max: 100",
        "metric: mine, min: -7, max: 9",
        "metric: accuracy, min: 0.7, uncovered: allow, degenerate: allow",
      ),
    );
    expect(plan.gates).toHaveLength(5);
    expect(plan.gates[0]).toMatchObject({ uncovered: "refuse", degenerate: "refuse" });
    expect(plan.gates[4]).toMatchObject({ uncovered: "allow", degenerate: "allow" });
  });
});
