import { createRequire } from "node:module";
import { dirname, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { withOldUtil } from "./util-shim.ts";

/** A package that is installed and has the right version. */
export interface FoundPackage {
  readonly name: string;
  /** Path of its package.json. */
  readonly manifest: string;
}

/**
 * Finds a package that binds TensorFlow's C library, without loading it.
 *
 * @param version - The version of TensorFlow.js here; the package must have the same.
 * @param from - URL of the module that asks: where the search for `node_modules` begins.
 * @throws Error if it is not installed, or in another version
 */
export function findTensorFlowPackage(name: string, version: string, from: string): FoundPackage {
  const manifest = manifestOf(name, from);
  if (manifest === undefined) throw new Error(`${name} is not installed`);
  const found = versionIn(createRequire(from)(manifest));
  if (found !== version) {
    throw new Error(`${name} is ${found}, and TensorFlow.js is ${version}: they must match`);
  }
  return { name, manifest };
}

/**
 * Loads a package that binds TensorFlow's C library: it registers kernels and a backend with TensorFlow.js.
 *
 * @throws Error that says what is missing or does not fit
 */
export function loadTensorFlowPackage({ name, manifest }: FoundPackage): void {
  try {
    withOldUtil(pathToFileURL(dirname(manifest) + sep).href, () => {
      createRequire(manifest)(dirname(manifest));
    });
  } catch (cause) {
    throw new Error(explanation(cause, name), { cause });
  }
}

function versionIn(manifest: unknown): string {
  const isObject = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return isObject ? String(manifest.version) : "of no version";
}

function manifestOf(packageName: string, from: string): string | undefined {
  try {
    return createRequire(from).resolve(`${packageName}/package.json`);
  } catch (error) {
    if (codeOf(error) === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}

/** What the error of a package that does not load means. */
function explanation(error: unknown, packageName: string): string {
  const [message = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  if (message.includes("native addon module")) {
    return `the binding of ${packageName} is not built: it has no tfjs_binding.node`;
  }
  if (codeOf(error) !== "ERR_DLOPEN_FAILED") return message;
  return message.includes("undefined symbol")
    ? `TensorFlow's library is of another version than its binding: ${message}`
    : `TensorFlow's library does not load: ${message}`;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
