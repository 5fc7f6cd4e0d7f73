import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

/** What the lock file repeats of a package.json. */
const repeated = ["version", "dependencies", "devDependencies", "peerDependencies", "engines"];

/**
 * Where package-lock.json says something else than the package.json of the root or of one of the packages. `npm ci` notices that only
 * where it changes what is installed.
 *
 * @param {string} root - The checkout.
 * @returns {string[]} One line a problem.
 */
export function lockFileProblems(root) {
  const { packages } = readJson(join(root, "package-lock.json"));
  const folders = ["", ...readdirSync(join(root, "packages")).map((name) => `packages/${name}`)];
  const stale = folders.flatMap((folder) => {
    const declared = readJson(join(root, folder, "package.json"));
    const locked = packages[folder];
    const file = join(folder, "package.json");
    if (locked === undefined) return [`package-lock.json does not know ${file}`];
    return repeated
      .filter((key) => !isDeepStrictEqual(declared[key], locked[key]))
      .map((key) => `package-lock.json has other ${key} than ${file}`);
  });
  const gone = Object.keys(packages)
    .filter((path) => path.startsWith("packages/") && !path.includes("node_modules"))
    .filter((path) => !folders.includes(path))
    .map((path) => `package-lock.json has ${path}, which is gone`);
  return [...stale, ...gone];
}

function readJson(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}
