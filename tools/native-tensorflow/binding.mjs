import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { run } from "../common/command.mjs";
import { checkFunctions } from "./library.mjs";
import { nodeHeaders } from "./node-headers.mjs";

const RECIPE = join(import.meta.dirname, "recipe");

/** The highest Node-API version that the packages list; Node.js from 18 on looks for the binding under it. */
const NODE_API = 8;

/**
 * Installs the bindings' packages from the lock file, without running their install scripts.
 *
 * @param into - Folder for `node_modules`; kept as it is if the same lock file was installed there before.
 * @throws Problem if npm fails
 */
export function installPackages(into) {
  const digest = lockDigest();
  const stamp = join(into, "installed");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
  mkdirSync(into, { recursive: true });
  rmSync(stamp, { force: true });
  cpSync(RECIPE, into, { recursive: true });
  run("npm", ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: into,
    hint: "Repair what npm says and run this again.",
  });
  writeFileSync(stamp, digest);
}

/** Whether a package's binding was built before, from this lock file and against this library. */
export function isBuilt(into, packageName, library) {
  const stamp = stampOf(into, packageName);
  return existsSync(stamp) && readFileSync(stamp, "utf8") === identityOf(library);
}

/**
 * Builds one package's binding from its own C++ sources against a library.
 *
 * The library is linked into the package, not copied: it must stay where it is.
 *
 * @param library - As `libraryIn` gives it.
 * @throws Problem if the library lacks functions, or node-gyp fails
 */
export function buildBinding(into, packageName, library) {
  const folder = join(into, "node_modules", packageName);
  checkFunctions(library, sourcesOf(folder));
  placeLibrary(join(folder, "deps"), library);
  const nodeGyp = join(into, "node_modules/node-gyp/bin/node-gyp.js");
  run(
    "node-gyp",
    [
      ...[process.execPath, nodeGyp, "rebuild", `--nodedir=${nodeHeaders(into)}`],
      ...["--module_name=tfjs_binding", `--module_path=${join(folder, `lib/napi-v${NODE_API}`)}`],
      `--napi_build_version=${NODE_API}`,
    ],
    {
      cwd: folder,
      // A function that the library lacks is then an error when the binding is loaded, not when it is called.
      env: { ...process.env, LDFLAGS: "-Wl,-z,now" },
      hint: "node-gyp needs Python 3, make and a C++ compiler: apt-get install python3 make g++",
    },
  );
  writeFileSync(stampOf(into, packageName), identityOf(library));
}

function stampOf(into, packageName) {
  return join(into, "node_modules", packageName, "built");
}

function identityOf({ main }) {
  const { size, mtimeMs } = statSync(main);
  return [lockDigest(), realpathSync(main), size, mtimeMs].join("\n");
}

function lockDigest() {
  const lock = readFileSync(join(RECIPE, "package-lock.json"));
  return createHash("sha256").update(lock).digest("hex");
}

/** The C++ sources of the binding as one text. */
function sourcesOf(folder) {
  const sources = join(folder, "binding");
  return readdirSync(sources)
    .map((name) => readFileSync(join(sources, name), "utf8"))
    .join("\n");
}

/** Makes the folder that `binding.gyp` expects the library and the headers in. */
function placeLibrary(deps, { main, files, include }) {
  rmSync(deps, { recursive: true, force: true });
  mkdirSync(join(deps, "lib"), { recursive: true });
  symlinkSync(include, join(deps, "include"));
  for (const file of files) symlinkSync(file, join(deps, "lib", basename(file)));
  const names = files.map((file) => basename(file));
  const framework = files.find((file) => basename(file).startsWith("libtensorflow_framework."));
  for (const [name, file] of [
    ["libtensorflow.so", main],
    ["libtensorflow_framework.so", framework],
  ]) {
    if (file !== undefined && !names.includes(name)) symlinkSync(file, join(deps, "lib", name));
  }
}
