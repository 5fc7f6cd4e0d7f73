import { describe, expect, it } from "vitest";
import { problemsOf, stagesText } from "../load-text.ts";

describe("version", () => {
  it("refuses another version", async () => {
    const problems = await problemsOf(`version: 2
name: test
stages:
  rows: { uses: fake/rows }
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:1:10: error[version-unsupported]: version 2 of the pipeline format is not supported
      1 | version: 2
        |          ^
        help: Write \`version: 1\`.
      "
    `);
  });

  it("refuses a version that is no number", async () => {
    const problems = await problemsOf(`version: "1"
name: test
stages:
  rows: { uses: fake/rows }
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:1:10: error[version-unsupported]: version "1" of the pipeline format is not supported
      1 | version: "1"
        |          ^^^
        help: Write \`version: 1\`.
      "
    `);
  });
});

describe("needed-key", () => {
  it("misses version, name and stages in a file", async () => {
    const problems = await problemsOf(`description: nothing
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml: error[key-missing]: a pipeline file needs the key "name"
        help: Add \`name:\`.

      pipeline.yaml: error[key-missing]: a pipeline file needs the key "stages"
        help: Add \`stages:\`.

      pipeline.yaml: error[key-missing]: a pipeline file needs the key "version"
        help: Add \`version: 1\`.
      "
    `);
  });

  it("says nothing of a key that is there but misspelt", async () => {
    const problems = await problemsOf(`version: 1
nmae: test
stage:
  rows: { uses: fake/rows }
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:2:1: error[key-unknown]: a pipeline file has no key "nmae"
      2 | nmae: test
        | ^^^^
        help: Did you mean "name"? The keys are: version, name, description, seed, params, include, defaults, stages, gates.

      pipeline.yaml:3:1: error[key-unknown]: a pipeline file has no key "stage"
      3 | stage:
        | ^^^^^
        help: Did you mean "stages"? The keys are: version, name, description, seed, params, include, defaults, stages, gates.
      "
    `);
  });
});

describe("some-stages", () => {
  it("refuses a pipeline without stages", async () => {
    const problems = await problemsOf(`version: 1
name: test
stages: {}
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:3:1: error[key-missing]: the pipeline has no stages, so there is nothing to run
      3 | stages: {}
        | ^^^^^^
        help: Add a stage: \`data: { uses: ingest/table }\`.
      "
    `);
  });
});

describe("known-key", () => {
  it("refuses unknown keys at the top", async () => {
    const problems = await problemsOf(`version: 1
name: test
stags: {}
stages:
  rows: { uses: fake/rows }
extra: 1
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:3:1: error[key-unknown]: a pipeline file has no key "stags"
      3 | stags: {}
        | ^^^^^
        help: Did you mean "stages"? The keys are: version, name, description, seed, params, include, defaults, stages, gates.

      pipeline.yaml:6:1: error[key-unknown]: a pipeline file has no key "extra"
      6 | extra: 1
        | ^^^^^
        help: The keys are: version, name, description, seed, params, include, defaults, stages, gates.
      "
    `);
  });
});

describe("value-type", () => {
  it("says what a value must be and what it is", async () => {
    const problems = await problemsOf(`version: 1
name: test
params: 3
gates: {}
stages:
  a: 1
  b:
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:3:9: error[value-type]: "params" must be a map, and is 3
      3 | params: 3
        |         ^

      pipeline.yaml:4:8: error[value-type]: "gates" must be a list, and is a map
      4 | gates: {}
        |        ^^

      pipeline.yaml:6:6: error[value-type]: the stage "a" must be a map, and is 1
      6 |   a: 1
        |      ^

      pipeline.yaml:7:5: error[value-type]: the stage "b" must be a map, and is empty
      7 |   b:
        |     ^
      "
    `);
  });

  it("says so for every key of a stage", async () => {
    const problems = await problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  a: { uses: 3, in: [rows], with: [1], retry: -1, timeout: soon, resources: { cpus: 0, mem: lots, disk: 1 }, env: [1, A B], needs: 3, description: 3, publish: 3 }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:5:14: error[value-type]: "uses" must be text, and is 3
      5 |   a: { uses: 3, in: [rows], with: [1], retry: -1, timeout: soon, resources: { cpus: 0, mem: lots, disk: 1 }, env: [1, A …
        |              ^

      pipeline.yaml:5:21: error[value-type]: "in" must be text, or a map, and is ["rows"]
      5 |   a: { uses: 3, in: [rows], with: [1], retry: -1, timeout: soon, resources: { cpus: 0, mem: lots, disk: 1 }, env: [1, A …
        |                     ^^^^^^

      pipeline.yaml:5:35: error[value-type]: "with" must be a map, and is [1]
      5 |   a: { uses: 3, in: [rows], with: [1], retry: -1, timeout: soon, resources: { cpus: 0, mem: lots, disk: 1 }, env: [1, A …
        |                                   ^^^

      pipeline.yaml:5:47: error[value-type]: "retry" must be at least 0, and is -1
      5 |   a: { uses: 3, in: [rows], with: [1], retry: -1, timeout: soon, resources: { cpus: 0, mem: lots, disk: 1 }, env: [1, A …
        |                                               ^^

      pipeline.yaml:5:60: error[value-type]: "timeout" must be a time with its unit, such as 90s, 30m or 2h, and is "soon"
      5 | …es: 3, in: [rows], with: [1], retry: -1, timeout: soon, resources: { cpus: 0, mem: lots, disk: 1 }, env: [1, A B], needs…
        |                                                    ^^^^

      pipeline.yaml:5:85: error[value-type]: "resources.cpus" must be more than 0, and is 0
      5 | …[1], retry: -1, timeout: soon, resources: { cpus: 0, mem: lots, disk: 1 }, env: [1, A B], needs: 3, description: 3, publ…
        |                                                    ^

      pipeline.yaml:5:93: error[value-type]: "resources.mem" must be a size with its unit, such as 500MB or 2GB, and is "lots"
      5 | …ry: -1, timeout: soon, resources: { cpus: 0, mem: lots, disk: 1 }, env: [1, A B], needs: 3, description: 3, publish: 3 }
        |                                                    ^^^^

      pipeline.yaml:5:99: error[key-unknown]: "resources" has no key "disk"
      5 | …, timeout: soon, resources: { cpus: 0, mem: lots, disk: 1 }, env: [1, A B], needs: 3, description: 3, publish: 3 }
        |                                                    ^^^^
        help: The keys are: cpus, mem, gpus, time.

      pipeline.yaml:5:116: error[value-type]: "env[0]" must be text, and is 1
      5 | …resources: { cpus: 0, mem: lots, disk: 1 }, env: [1, A B], needs: 3, description: 3, publish: 3 }
        |                                                    ^

      pipeline.yaml:5:119: error[value-type]: "env[1]" must be the name of an environment variable, and is "A B"
      5 | …ources: { cpus: 0, mem: lots, disk: 1 }, env: [1, A B], needs: 3, description: 3, publish: 3 }
        |                                                    ^^^

      pipeline.yaml:5:132: error[value-type]: "needs" must be text, or a list, and is 3
      5 | …s: 0, mem: lots, disk: 1 }, env: [1, A B], needs: 3, description: 3, publish: 3 }
        |                                                    ^

      pipeline.yaml:5:148: error[value-type]: "description" must be text, and is 3
      5 | … disk: 1 }, env: [1, A B], needs: 3, description: 3, publish: 3 }
        |                                                    ^

      pipeline.yaml:5:160: error[value-type]: "publish" must be text, or a map, and is 3
      5 | …env: [1, A B], needs: 3, description: 3, publish: 3 }
        |                                                    ^
      "
    `);
  });
});

describe("seed", () => {
  it("refuses a root seed that is no whole number", async () => {
    const problems = await problemsOf(`version: 1
name: test
seed: -1
stages:
  rows: { uses: fake/rows }
`);
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:3:7: error[value-type]: "seed" must be a whole number of at least 0, and is -1
      3 | seed: -1
        |       ^^
        help: Write seed: 17.
      "
    `);
  });
});
