import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import util from "node:util";
import { failure, scratchDirectory } from "@fairline/testing";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { OpenOptions } from "../../../src/backend/backend.ts";
import { openNamed } from "../../../src/backend/open.ts";
import { tensorFlowCandidate } from "../../../src/backend/tensorflow/library.ts";
import type { TensorFlowPackage } from "../../../src/backend/tensorflow/library.ts";
import { withOldUtil } from "../../../src/backend/tensorflow/util-shim.ts";
import { openBackend } from "../../../src/index.ts";

const NAMES = { native: "@tensorflow/tfjs-node", cuda: "@tensorflow/tfjs-node-gpu" } as const;

/** A project in which a package of this source is installed; null for none. */
function projectWith(name: keyof typeof NAMES, source: string | null, version = "4.22.0"): string {
  const project = scratchDirectory();
  if (source !== null) {
    const folder = join(project, "node_modules", NAMES[name]);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), JSON.stringify({ version, main: "index.js" }));
    writeFileSync(join(folder, "index.js"), source);
  }
  return pathToFileURL(join(project, "index.js")).href;
}

/** A package that registers a backend as tfjs-node does, in the engine that every copy of tfjs-core shares. */
const registers = (backend: object): string =>
  `const tf = globalThis._tfengine;
   tf.registerBackend("tensorflow", () => ({ ...${JSON.stringify(backend)}, dispose() {} }));`;

const ofCpu = { isGPUPackage: false, isUsingGpuDevice: false, binding: { TF_Version: "2.21.0" } };

/** What a user reads who asks for the backend by name. */
function opening(definition: Pick<TensorFlowPackage, "name" | "from">): Promise<string> {
  const { name } = definition;
  const candidate = tensorFlowCandidate({
    ...definition,
    packageName: NAMES[name],
    onGpu: name === "cuda",
  });
  return failure(() => openNamed(name, [candidate]));
}

/** The library's variables that are set, by name. */
function libraryVariablesNow(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith("TF_")));
}

/** The library's variables that a package sees while it is loaded. */
async function variablesSeen(
  options: OpenOptions,
  name: "native" | "cuda" = "native",
): Promise<unknown> {
  const seen = join(scratchDirectory(), "seen.json");
  const source = `require("node:fs").writeFileSync(${JSON.stringify(seen)}, JSON.stringify(
    Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith("TF_")))));
    throw new Error("seen");`;
  const from = projectWith(name, source);
  const definition = { name, packageName: NAMES[name], onGpu: name === "cuda", from };
  await expect(tensorFlowCandidate(definition).open(options)).rejects.toThrow("seen");
  return JSON.parse(readFileSync(seen, "utf8"));
}

beforeEach(() => {
  for (const name of Object.keys(libraryVariablesNow())) vi.stubEnv(name, undefined);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

afterEach(async () => {
  const { tf } = (await openBackend("cpu")).use();
  const factory: unknown = tf.findBackendFactory("tensorflow");
  if (factory !== null) tf.removeBackend("tensorflow");
});

describe("opening TensorFlow's C library", () => {
  it("says how to enable native where its package is not installed", async () => {
    const from = projectWith("native", null);
    expect(await opening({ name: "native", from })).toMatchInlineSnapshot(`
      "BACKEND_UNAVAILABLE: the compute backend "native" does not work here: @tensorflow/tfjs-node is not installed
      Run \`npm install --ignore-scripts=false @tensorflow/tfjs-node@4.22.0\`, or, if its download fails, \`node tools/native-tensorflow/build.mjs\` in a checkout of Fairline."
    `);
  });

  it("says how to enable cuda where its package is not installed", async () => {
    const from = projectWith("cuda", null);
    expect(await opening({ name: "cuda", from })).toMatchInlineSnapshot(`
      "BACKEND_UNAVAILABLE: the compute backend "cuda" does not work here: @tensorflow/tfjs-node-gpu is not installed
      On a machine with an NVIDIA GPU and its CUDA libraries, run \`npm install --ignore-scripts=false @tensorflow/tfjs-node-gpu@4.22.0\`, or, if its download fails, \`node tools/native-tensorflow/build.mjs --gpu\` in a checkout of Fairline."
    `);
  });

  it("refuses a package of another version of TensorFlow.js", async () => {
    const from = projectWith("native", "", "4.20.0");
    expect(await opening({ name: "native", from })).toContain(
      "@tensorflow/tfjs-node is 4.20.0, and TensorFlow.js is 4.22.0: they must match",
    );
  });

  it("says that the binding is not built", async () => {
    const text =
      "The Node.js native addon module (tfjs_binding.node) can not be found at path: x. \\nPlease";
    const from = projectWith("native", `throw new Error("${text}");`);
    expect(await opening({ name: "native", from })).toContain(
      "the binding of @tensorflow/tfjs-node is not built: it has no tfjs_binding.node",
    );
  });

  it("says that the library is missing, or of another version than its binding", async () => {
    const throwing = (message: string): string =>
      projectWith(
        "native",
        `throw Object.assign(new Error("${message}"), { code: "ERR_DLOPEN_FAILED" });`,
      );
    const missing =
      "libtensorflow_cc.so.2: cannot open shared object file: No such file or directory";
    expect(await opening({ name: "native", from: throwing(missing) })).toContain(
      `TensorFlow's library does not load: ${missing}`,
    );
    const symbol = "tfjs_binding.node: undefined symbol: TFE_ContextListDevices";
    expect(await opening({ name: "native", from: throwing(symbol) })).toContain(
      `TensorFlow's library is of another version than its binding: ${symbol}`,
    );
  });

  it("passes on what else a package says while it is loaded", async () => {
    const from = projectWith("native", `throw new Error("Exception creating TFE_Context\\nmore");`);
    expect(await opening({ name: "native", from })).toContain("Exception creating TFE_Context\n");
  });

  it("refuses a library that the binding was not made for", async () => {
    const backend = { ...ofCpu, binding: { TF_Version: "1.15.0" } };
    const from = projectWith("native", registers(backend));
    expect(await opening({ name: "native", from })).toContain(
      "TensorFlow's library is 1.15.0; the binding needs 2.9 or a later 2.x",
    );
  });

  it("does not compute on the processor where cuda was asked for and there is no GPU", async () => {
    const from = projectWith("cuda", registers({ ...ofCpu, isGPUPackage: true }));
    expect(await opening({ name: "cuda", from })).toContain(
      "TensorFlow finds no GPU that it can use",
    );
  });

  it("does not compute on a GPU where native was asked for", async () => {
    const from = projectWith("native", registers({ ...ofCpu, isUsingGpuDevice: true }));
    expect(await opening({ name: "native", from })).toContain(
      "its TensorFlow computes on a GPU; that is the backend cuda",
    );
  });

  it("opens one of the two packages in a process", async () => {
    await opening({
      name: "native",
      from: projectWith("native", registers({ ...ofCpu, isUsingGpuDevice: true })),
    });
    const from = projectWith("cuda", `throw new Error("it must not be loaded");`);
    expect(await opening({ name: "cuda", from })).toContain(
      "@tensorflow/tfjs-node is open in this process already, and there can be one of them",
    );
  });

  it("finds out when a package registers its backend elsewhere", async () => {
    const from = projectWith("native", registers({ epsilon: 1 }));
    expect(await opening({ name: "native", from })).toContain(
      "@tensorflow/tfjs-node registered no backend with the TensorFlow.js that Fairline uses",
    );
  });

  it("tells the library how many threads to take and to be quiet, and leaves no trace of it", async () => {
    expect(await variablesSeen({ threads: 3 })).toEqual({
      TF_NUM_INTRAOP_THREADS: "3",
      TF_NUM_INTEROP_THREADS: "3",
      TF_CPP_MIN_LOG_LEVEL: "2",
    });
    expect(libraryVariablesNow()).toEqual({});
  });

  it("tells it one thread where nobody says how many", async () => {
    expect(await variablesSeen({})).toMatchObject({ TF_NUM_INTRAOP_THREADS: "1" });
  });

  it("takes memory of a GPU as it is needed, lets the library say why it does not start, and multiplies in 32-bit floats", async () => {
    vi.stubEnv("NVIDIA_TF32_OVERRIDE", undefined);
    expect(await variablesSeen({ threads: 2 }, "cuda")).toEqual({
      TF_NUM_INTRAOP_THREADS: "2",
      TF_NUM_INTEROP_THREADS: "2",
      TF_FORCE_GPU_ALLOW_GROWTH: "true",
    });
    expect(process.env["NVIDIA_TF32_OVERRIDE"]).toBe("0");
  });

  it("leaves what the user has set as it is", async () => {
    vi.stubEnv("TF_NUM_INTRAOP_THREADS", "5");
    vi.stubEnv("TF_CPP_MIN_LOG_LEVEL", "0");
    const set = { TF_NUM_INTRAOP_THREADS: "5", TF_CPP_MIN_LOG_LEVEL: "0" };
    expect(await variablesSeen({ threads: 3 })).toEqual({ ...set, TF_NUM_INTEROP_THREADS: "3" });
    expect(libraryVariablesNow()).toEqual(set);
  });
});

describe("withOldUtil", () => {
  it("gives a package the functions of util that Node.js removed, and nobody else", () => {
    const project = scratchDirectory();
    const write = (name: string, source: string): string => {
      mkdirSync(join(project, name), { recursive: true });
      writeFileSync(join(project, name, "index.js"), source);
      return join(project, name, "index.js");
    };
    const asks = `const util = require("util");
      module.exports = () => ["isNullOrUndefined", "isArray"].map((name) => util[name]);`;
    const before = Object.getOwnPropertyDescriptors(util);
    const require = createRequire(import.meta.url);
    const [inside, outside] = withOldUtil(`${pathToFileURL(join(project, "in")).href}/`, () =>
      ["in", "out"].map((name) => (require(write(name, asks)) as () => unknown[])()),
    );
    const [isNullOrUndefined, isArray] = inside as ((value: unknown) => boolean)[];
    expect([null, undefined, 0, ""].map((value) => isNullOrUndefined!(value))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect([[], null].map((value) => isArray!(value))).toEqual([true, false]);
    const values = new Map(Object.entries(util));
    expect(outside).toEqual(["isNullOrUndefined", "isArray"].map((name) => values.get(name)));
    expect(Object.getOwnPropertyDescriptors(util)).toEqual(before);
  });

  it("leaves no hook behind when the package throws", () => {
    const project = scratchDirectory();
    writeFileSync(join(project, "index.js"), `module.exports = require("util");`);
    const require = createRequire(import.meta.url);
    const folder = `${pathToFileURL(project).href}/`;
    const missing = join(project, "nowhere.cjs");
    expect(() => withOldUtil(folder, () => require(missing) as unknown)).toThrow("nowhere.cjs");
    expect(require(join(project, "index.js"))).toBe(util);
  });
});
