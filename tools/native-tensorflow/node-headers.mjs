import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * A folder that node-gyp takes for Node.js's headers, so that it downloads none.
 *
 * Those beside the running Node.js, if there are any. Otherwise those of the package node-api-headers: the binding
 * uses Node-API alone, and node-gyp wants nothing more than a `common.gypi` beside them.
 *
 * @param installed - Folder with `node_modules/node-api-headers`.
 */
export function nodeHeaders(installed, executable = process.execPath) {
  const prefix = dirname(dirname(executable));
  if (existsSync(join(prefix, "include/node/common.gypi"))) return prefix;
  const made = join(installed, "node-headers");
  const include = join(made, "include/node");
  mkdirSync(include, { recursive: true });
  cpSync(join(installed, "node_modules/node-api-headers/include"), include, { recursive: true });
  writeFileSync(join(include, "common.gypi"), "{}\n");
  return made;
}
