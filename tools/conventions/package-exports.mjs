import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

/** Packages whose exports plug-ins use, which nobody here sees. */
const contract = ["core"];

const NAMED = /\b(?:import|export)\s+(?:type\s+)?\{([^}]*)\}\s*from\s*"([^"]+)"/g;
/** Imports that do not say what they take: of all names, or while the program runs. */
const WHOLE = /\bimport\s*\(\s*"([^"]+)"|\bimport\s+\*\s+as\s+\w+\s+from\s*"([^"]+)"/g;

/**
 * Functions and constants that a package exports, and that no other package, no test and no tool imports. Types are no part of it: they
 * name what the others take and give.
 *
 * @param {string} root - The checkout.
 * @returns {string[]} One line a problem.
 */
export function exportProblems(root) {
  const packages = readdirSync(join(root, "packages"));
  const used = new Map(packages.map((name) => [name, new Set()]));
  for (const file of sourcesOf(root, packages)) noteUses(file, root, used);
  return packages
    .filter((name) => !contract.includes(name))
    .flatMap((name) =>
      doorsOf(join(root, "packages", name)).flatMap((door) =>
        valuesOf(readFileSync(door, "utf8"))
          .filter((value) => !used.get(name).has(value))
          .map((value) => `${relative(root, door)} exports ${value}, which nobody uses`),
      ),
    );
}

/** All that may use a package: its tests, the other packages and the tools. */
function sourcesOf(root, packages) {
  const folders = packages.flatMap((name) =>
    ["src", "test", "bin"].map((folder) => join(root, "packages", name, folder)),
  );
  return [...folders, join(root, "tools")]
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
    )
    .filter((file) => /\.(ts|mjs|js)$/.test(file) && !file.includes(`${sep}node_modules${sep}`));
}

/** Adds the names that a file imports to those of the package that it imports them from. */
function noteUses(file, root, used) {
  const text = readFileSync(file, "utf8");
  const own = /^packages\/([^/]+)\/src\//.exec(relative(root, file).split(sep).join("/"))?.[1];
  const note = (specifier, names) => {
    const name = packageOf(specifier, file, root);
    // What a package uses of itself is no reason to export it.
    if (name === own) return;
    for (const each of names) used.get(name)?.add(each);
  };
  for (const [, names, specifier] of text.matchAll(NAMED)) note(specifier, namesIn(names));
  for (const [, loaded, whole] of text.matchAll(WHOLE)) {
    note(loaded ?? whole, text.match(/[\w$]+/g));
  }
}

/** The names in braces, as the other module calls them. */
function namesIn(braces) {
  return braces
    .split(",")
    .map(
      (each) =>
        each
          .trim()
          .replace(/^type\s+/, "")
          .split(/\s+as\s+/)[0],
    )
    .filter((name) => name !== "");
}

/** The package that a module belongs to: `metrics` for `@fairline/metrics` and for `../../packages/metrics/dist/index.js`. */
function packageOf(specifier, file, root) {
  const path = specifier.startsWith(".") ? relative(root, resolve(dirname(file), specifier)) : "";
  const found =
    /^packages\/([^/]+)/.exec(path.split(sep).join("/")) ?? /^@fairline\/([^/]+)/.exec(specifier);
  return found?.[1];
}

/** The files that a package is entered by. */
function doorsOf(folder) {
  const { exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return Object.values(exports)
    .map((door) => door["@fairline/source"])
    .filter((door) => door !== undefined)
    .map((door) => join(folder, door));
}

/** What a list of exports has besides types. */
function valuesOf(text) {
  return [...text.matchAll(/^export \{([^}]*)\} from/gm)].flatMap(([, braces]) =>
    braces
      .split(",")
      .map((each) => each.trim())
      .filter((each) => each !== "" && !each.startsWith("type "))
      .map((each) => each.split(/\s+as\s+/).at(-1)),
  );
}
