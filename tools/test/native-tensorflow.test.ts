import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const tool = join(import.meta.dirname, "../native-tensorflow");
const scratch = mkdtempSync(join(tmpdir(), "fairline-native-"));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

const isLinux = process.platform === "linux";
const compiler = isLinux && spawnSync("g++", ["--version"]).status === 0;
const note = compiler ? "" : " (skipped: it needs Linux and g++)";

function folder(files: Readonly<Record<string, string>> = {}): string {
  const made = mkdtempSync(join(scratch, "folder-"));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(made, path)), { recursive: true });
    writeFileSync(join(made, path), content);
  }
  return made;
}

const headers = {
  "include/tensorflow/c/c_api.h": `extern "C" const char* TF_Version();`,
  "include/tensorflow/c/eager/c_api.h": "",
  "include/tensorflow/c/tf_tensor.h": "",
  "include/tensorflow/core/platform/ctstring_internal.h": "",
};

/** A stand-in for TensorFlow's library that has its version and one function. */
function library(version: string): string {
  const made = folder({
    ...headers,
    "library.cc": `extern "C" const char* TF_Version() { return "${version}"; }
      extern "C" void TFE_Execute() {}`,
  });
  const built = spawnSync(
    "g++",
    ["-shared", "-fPIC", "library.cc", "-o", "libtensorflow_cc.so.2"],
    { cwd: made },
  );
  expect(built.status).toBe(0);
  return made;
}

/** A folder in which the packages are installed already: a stand-in for the binding and for node-gyp. */
function installed({ calls = "TFE_Execute()", nodeGyp = "" }): string {
  const lock = readFileSync(join(tool, "recipe/package-lock.json"));
  const binding = "node_modules/@tensorflow/tfjs-node";
  return folder({
    installed: createHash("sha256").update(lock).digest("hex"),
    "package.json": "{}",
    "node_modules/node-api-headers/include/node_api.h": "",
    "node_modules/node-gyp/bin/node-gyp.js": nodeGyp,
    [`${binding}/binding/tfjs_backend.cc`]: `TF_Version(); TF_AutoStatus(); ${calls};`,
    [`${binding}/index.js`]: `module.exports.findBackend = () =>
      ({ binding: { TF_Version: "2.20.0" }, isUsingGpuDevice: false });`,
  });
}

interface Options {
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** What the tool writes, and its exit code, with folders of the test named alike. */
function build(options: Readonly<Record<string, string>>, { args = [], env = {} }: Options = {}) {
  const given = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(tool, "build.mjs"), ...given, ...args],
    { encoding: "utf8", env: { ...process.env, ...env } },
  );
  const text = [...Object.entries(options)].reduce(
    (text, [name, value]) => text.replaceAll(value, `<${name}>`),
    `${stdout}${stderr}`,
  );
  return { status, text };
}

describe.skipIf(!isLinux)("tools/native-tensorflow", () => {
  it("says where it looked for a library", () => {
    const { status, text } = build({ tensorflow: folder(), into: folder() });
    expect(status).toBe(1);
    expect(text).toMatchInlineSnapshot(`
      "error: there is no TensorFlow library in <tensorflow> (libtensorflow_cc.so.2, lib/libtensorflow.so, lib/libtensorflow.so.2)
      Name another folder with --tensorflow, or leave it out to have a library downloaded.
      "
    `);
  });

  it("names headers that are missing", () => {
    const tensorflow = folder({ ...headers, "lib/libtensorflow.so": "" });
    rmSync(join(tensorflow, "include/tensorflow/c/eager"), { recursive: true });
    expect(build({ tensorflow, into: folder() }).text).toMatchInlineSnapshot(`
      "error: <tensorflow>/include lacks TensorFlow's headers tensorflow/c/eager/c_api.h
      Name another folder with --tensorflow, or leave it out to have a library downloaded.
      "
    `);
  });

  it("asks for a compiler where there is none", () => {
    const tensorflow = folder({ ...headers, "libtensorflow_cc.so.2": "" });
    const { text } = build({ tensorflow, into: folder() }, { env: { PATH: folder() } });
    expect(text).toMatchInlineSnapshot(`
      "library  <tensorflow>/libtensorflow_cc.so.2
      error: the C++ compiler cannot run: there is no g++
      Install a C++ compiler: apt-get install g++ make
      "
    `);
  });

  it("asks for Python's pip before it downloads a library", () => {
    const { text } = build({ into: folder() }, { env: { PATH: folder() } });
    expect(text).toMatchInlineSnapshot(`
      "error: pip cannot run: there is no python3
      Install Python and pip (apt-get install python3-pip), or give a library with --tensorflow DIR.
      "
    `);
  });

  it("downloads no library for a GPU", () => {
    const { text } = build({ into: folder() }, { args: ["--gpu"], env: { PATH: folder() } });
    expect(text).toMatchInlineSnapshot(`
      "error: no TensorFlow was found for --gpu, and none is downloaded for it
      Install one with its CUDA libraries, python3 -m pip install 'tensorflow[and-cuda]==2.21.0', or give --tensorflow DIR.
      "
    `);
  });

  it("refuses an option that it does not have, and lists those that it has", () => {
    const { status, text } = build({ tensorfow: "x" });
    expect(status).toBe(1);
    expect(text).toContain("Unknown option '--tensorfow'");
    expect(text).toContain("--tensorflow DIR");
  });
});

describe.skipIf(!compiler)(`tools/native-tensorflow with a stand-in for the library${note}`, () => {
  it("refuses a library of a version that the binding was not made for", () => {
    const { text } = build({ tensorflow: library("1.15.0"), into: folder() });
    expect(text).toMatchInlineSnapshot(`
      "library  <tensorflow>/libtensorflow_cc.so.2
      error: TensorFlow's library in <tensorflow> is 1.15.0; the binding needs 2.9 or a later 2.x
      Name another folder with --tensorflow, or leave it out to have a library downloaded.
      "
    `);
  });

  it("says what the compiler said last about a file that is no library", () => {
    const tensorflow = folder({ ...headers, "libtensorflow_cc.so.2": "no library" });
    const { text } = build({ tensorflow, into: folder() });
    expect(text).toContain("the C++ compiler failed (exit code 1); it said last:");
    expect(text).toContain("libtensorflow_cc.so.2");
  });

  it("names functions that the library lacks", () => {
    const into = installed({ calls: "TFE_Execute(); TFE_NewOp(); TF_NewTensor()" });
    const { text } = build({ tensorflow: library("2.20.0"), into });
    expect(text).toMatchInlineSnapshot(`
      "library  <tensorflow>/libtensorflow_cc.so.2
      error: TensorFlow's library in <tensorflow> lacks 2 of the 4 functions that the binding calls (TFE_NewOp, TF_NewTensor): it is of another version
      Name another folder with --tensorflow, or leave it out to have a library downloaded.
      "
    `);
  });

  it("shows the last lines of node-gyp when it fails", () => {
    const nodeGyp = `for (let i = 1; i <= 40; i++) console.error("line", i); process.exit(3);`;
    const { status, text } = build({ tensorflow: library("2.20.0"), into: installed({ nodeGyp }) });
    expect(status).toBe(1);
    expect(text).toContain("node-gyp failed (exit code 3); it said last:\n  line 26\n");
    expect(text).toContain("line 40\nnode-gyp needs Python 3, make and a C++ compiler");
  });

  it("builds once for a library, and links the package into a project", () => {
    const built = join(folder(), "times");
    const nodeGyp = `require("node:fs").appendFileSync(${JSON.stringify(built)}, "built ");`;
    const into = installed({ nodeGyp });
    const project = folder({ "node_modules/.keep": "" });
    const tensorflow = library("2.20.0");
    const { status, text } = build({ tensorflow, into, project });
    expect(status).toBe(0);
    expect(text).toMatchInlineSnapshot(`
      "library  <tensorflow>/libtensorflow_cc.so.2
      binding  @tensorflow/tfjs-node, in <into>
      loads    TensorFlow 2.20.0, on the processor
      linked   <project>/node_modules/@tensorflow/tfjs-node

      Fairline's backend "native" finds it there: see fairline doctor.
      "
    `);
    expect(build({ tensorflow, into, project }).text).toBe(text);
    expect(readFileSync(built, "utf8")).toBe("built ");
    const link = join(project, "node_modules/@tensorflow/tfjs-node");
    expect(readlinkSync(link)).toBe(join(into, "node_modules/@tensorflow/tfjs-node"));
    expect(existsSync(join(link, "deps/lib/libtensorflow.so"))).toBe(true);
    expect(existsSync(join(link, "deps/include/tensorflow/c/c_api.h"))).toBe(true);

    expect(build({ tensorflow: library("2.20.0"), into, project }).status).toBe(0);
    expect(readFileSync(built, "utf8")).toBe("built built ");
  });

  it("does not put a link in place of an installed package", () => {
    const project = folder({ "node_modules/@tensorflow/tfjs-node/package.json": "{}" });
    const { text } = build({ tensorflow: library("2.20.0"), into: installed({}), project });
    expect(text).toContain(
      "error: @tensorflow/tfjs-node is installed in <project> already\nRemove it first: npm uninstall @tensorflow/tfjs-node",
    );
  });
});
