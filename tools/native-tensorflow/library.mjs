import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { run } from "../common/command.mjs";
import { Problem } from "../common/problem.mjs";

/** Where TensorFlow's library lies below a folder: in Python's package, and in TensorFlow's own C archive. */
const PLACES = ["libtensorflow_cc.so.2", "lib/libtensorflow.so", "lib/libtensorflow.so.2"];

/** Headers that the binding includes; the others come with these. */
const HEADERS = [
  "tensorflow/c/c_api.h",
  "tensorflow/c/eager/c_api.h",
  "tensorflow/c/tf_tensor.h",
  "tensorflow/core/platform/ctstring_internal.h",
];

const GIVE = "Name another folder with --tensorflow, or leave it out to have a library downloaded.";

/**
 * TensorFlow's library and headers below a folder.
 *
 * @param folder - Python's `tensorflow` package, or an unpacked `libtensorflow` archive.
 * @returns `main` and `files`, paths of libraries; `include`, the folder with the headers.
 * @throws Problem if there is no library or a header is missing
 */
export function libraryIn(folder) {
  const main = PLACES.map((place) => join(resolve(folder), place)).find((path) => existsSync(path));
  if (main === undefined) {
    throw new Problem(`there is no TensorFlow library in ${folder} (${PLACES.join(", ")})`, GIVE);
  }
  const include = join(resolve(folder), "include");
  const missing = HEADERS.filter((header) => !existsSync(join(include, header)));
  if (missing.length > 0) {
    throw new Problem(`${include} lacks TensorFlow's headers ${missing.join(", ")}`, GIVE);
  }
  const files = readdirSync(dirname(main))
    .filter((name) => /^libtensorflow(_cc|_framework)?\.so/.test(name))
    .map((name) => join(dirname(main), name));
  return { main, files, include };
}

/** The folder of the `tensorflow` package of this machine's Python; undefined if it has none. */
export function pythonTensorFlow() {
  const program =
    "import importlib.util as u; s = u.find_spec('tensorflow'); print(s.submodule_search_locations[0] if s else '')";
  try {
    return run("python3", ["python3", "-c", program], {}).trim() || undefined;
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/**
 * Checks the version of a library with a small program that is built against it and run.
 *
 * @throws Problem if there is no compiler, or the library does not load or is older than 2.9 or newer than 2
 */
export function checkVersion({ main, files, include }) {
  const folder = mkdtempSync(join(tmpdir(), "fairline-tensorflow-"));
  try {
    const source = join(folder, "version.cc");
    const program = join(folder, "version");
    writeFileSync(
      source,
      '#include <cstdio>\n#include "tensorflow/c/c_api.h"\nint main() { std::puts(TF_Version()); }\n',
    );
    const framework = files.filter((file) => basename(file).startsWith("libtensorflow_framework."));
    const libraries = [main, ...framework.slice(0, 1), `-Wl,-rpath,${dirname(main)}`];
    run("the C++ compiler", ["g++", `-I${include}`, source, ...libraries, "-o", program], {
      hint: "Install a C++ compiler: apt-get install g++ make",
    });
    const version = run("a program built with TensorFlow's library", [program], {
      hint: GIVE,
      env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: "2", TF_ENABLE_ONEDNN_OPTS: "0" },
    }).trim();
    if (!/^2\.(9|\d\d)\./.test(version)) {
      throw new Problem(
        `TensorFlow's library in ${dirname(main)} is ${version}; the binding needs 2.9 or a later 2.x`,
        GIVE,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Checks that a library has every function that the binding calls.
 *
 * @param sources - The binding's C++ sources as one text.
 * @throws Problem naming functions that are missing
 */
export function checkFunctions({ main, files }, sources) {
  const called = new Set(sources.match(/\bTFE?_(?!Auto)[A-Z][A-Za-z0-9]+(?=\()/g));
  const symbols = run("nm", ["nm", "-D", "--defined-only", ...files], {
    hint: "Install binutils: apt-get install binutils",
  });
  const defined = new Set(symbols.match(/\bTFE?_\w+/g));
  const missing = [...called].filter((name) => !defined.has(name)).sort();
  if (missing.length > 0) {
    const named = missing.length > 5 ? [...missing.slice(0, 5), "…"] : missing;
    throw new Problem(
      `TensorFlow's library in ${dirname(main)} lacks ${missing.length} of the ${called.size} functions ` +
        `that the binding calls (${named.join(", ")}): it is of another version`,
      GIVE,
    );
  }
}
