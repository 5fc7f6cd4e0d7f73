import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { FairlineError } from "@fairline/core";
import { scratchDirectory } from "@fairline/testing";
import { expect, test } from "vitest";
import { projectRoot } from "../../src/session/project-root.ts";
import { backendNamed } from "../../src/session/backend.ts";
import { readSettings } from "../../src/session/settings.ts";
import { testTerminal } from "../terminal.ts";

/** A project with a package.json, a folder in it, and a profile in that folder. */
function project(profile: string): { root: string; folder: string } {
  const root = scratchDirectory();
  const folder = join(root, "studies");
  mkdirSync(folder);
  writeFileSync(join(root, "package.json"), "{}");
  writeFileSync(join(folder, "ci.yaml"), profile);
  return { root, folder };
}

async function failure(promise: Promise<unknown>): Promise<FairlineError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof FairlineError)) throw new Error("it did not fail");
  return error;
}

test("takes defaults: the project's store, every core, and what auto stands for here", async () => {
  const { root, folder } = project("");
  expect(await readSettings({}, testTerminal(folder))).toEqual({
    store: join(root, ".fairline"),
    mirror: undefined,
    ...backendNamed("auto"),
    jobs: availableParallelism(),
    set: [],
    paramsFiles: [],
  });
});

test("prefers options to the profile, and the profile to the environment", async () => {
  const { folder } = project(
    "jobs: 2\nstore: ../cache\nmirror: data\nbackend: cpu\nparams: { strengths: [0, 1], name: 'a b' }\n",
  );
  const env = {
    FAIRLINE_HOME: "/env/store",
    FAIRLINE_MIRROR: "/env/mirror",
    FAIRLINE_BACKEND: "wasm",
  };
  const terminal = testTerminal(folder, env);
  expect(await readSettings({}, terminal)).toMatchObject({
    store: "/env/store",
    mirror: "/env/mirror",
    backend: "wasm",
  });
  expect(await readSettings({ profile: "ci.yaml" }, terminal)).toEqual({
    store: join(folder, "../cache"),
    mirror: join(folder, "data"),
    backend: "cpu",
    backendName: "cpu",
    jobs: 2,
    set: ["strengths=[0,1]", 'name="a b"'],
    paramsFiles: [],
  });
  const flags = { profile: "ci.yaml", store: "s", mirror: "m", backend: "auto", jobs: 7 };
  const more = { set: ["strengths=[3]"], params: ["p.yaml"] };
  expect(await readSettings({ ...flags, ...more }, terminal)).toEqual({
    store: join(folder, "s"),
    mirror: join(folder, "m"),
    ...backendNamed("auto"),
    jobs: 7,
    set: ["strengths=[0,1]", 'name="a b"', "strengths=[3]"],
    paramsFiles: [join(folder, "p.yaml")],
  });
});

test("underlines every problem of a profile at once", async () => {
  const { folder } = project("job: 2\nstore: 3\njobs: 0\nparams: 3\nmirror: [a]\nbackend: true\n");
  const error = await failure(readSettings({ profile: "ci.yaml" }, testTerminal(folder)));
  expect(error.code).toBe("OPTION_INVALID");
  expect(error.message.replaceAll(folder, "")).toMatchInlineSnapshot(`
    "the profile /ci.yaml is not valid

    ci.yaml:1:1: error[key-unknown]: a profile has no key "job"
    1 | job: 2
      | ^^^
      help: Did you mean "jobs"? The keys are: jobs, store, mirror, backend, params.

    ci.yaml:2:8: error[value-type]: "store" must be text, and is 3
    2 | store: 3
      |        ^

    ci.yaml:3:7: error[value-type]: "jobs" must be at least 1, and is 0
    3 | jobs: 0
      |       ^

    ci.yaml:4:9: error[value-type]: "params" must be a map, and is 3
    4 | params: 3
      |         ^

    ci.yaml:5:9: error[value-type]: "mirror" must be text, and is ["a"]
    5 | mirror: [a]
      |         ^^^

    ci.yaml:6:10: error[value-type]: "backend" must be text, and is true
    6 | backend: true
      |          ^^^^"
  `);
  expect(error.problems?.diagnostics).toHaveLength(6);
});

test("refuses a profile that is no YAML, no map, or not there", async () => {
  const said = async (text: string, profile = "ci.yaml"): Promise<string> => {
    const { folder } = project(text);
    const error = await failure(readSettings({ profile }, testTerminal(folder)));
    return `${error.message}. ${String(error.hint)}`.replaceAll(folder, "");
  };
  expect(await said("jobs: [")).toMatchInlineSnapshot(
    `
    "the profile /ci.yaml is not valid

    ci.yaml:1:8: error[yaml-syntax]: this is not YAML: flow sequence in block collection must be sufficiently indented and end with a ]
    1 | jobs: [
      |        ^. A profile may have: jobs, store, mirror, backend, params."
  `,
  );
  expect(await said("- 1")).toMatchInlineSnapshot(
    `
    "the profile /ci.yaml is not valid

    ci.yaml:1:1: error[value-type]: a profile must be a map, and is [1]
    1 | - 1
      | ^^^. A profile may have: jobs, store, mirror, backend, params."
  `,
  );
  expect(await said("", "none.yaml")).toMatchInlineSnapshot(
    `"cannot read the profile /none.yaml. Give --profile the path of a YAML file."`,
  );
});

test("refuses a backend that does not exist, wherever it was named", async () => {
  const { folder } = project("");
  const error = await failure(readSettings({}, testTerminal(folder, { FAIRLINE_BACKEND: "wsam" })));
  expect([error.code, error.message, error.hint]).toEqual([
    "OPTION_INVALID",
    'there is no compute backend "wsam"',
    'Did you mean "wasm"? The backends are: auto, onnx, onnx-cuda, onnx-webgpu, cuda, native, wasm, cpu.',
  ]);
});

test("takes a folder for its own project where nothing above it is one", () => {
  expect(projectRoot("/")).toBe("/");
});
