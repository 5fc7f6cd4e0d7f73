import { join } from "node:path";
import { readJson, updateJson } from "@nx/devkit";
import { addDependency } from "./text.mjs";

/** What the files of a new stage import, and what the README says that it is for. */
const imported = {
  "@fairline/core": "the stage contract and errors",
  "@fairline/arrow": "tables",
  zod: "parameter schemas",
};
const importedByTests = ["@fairline/testing"];
const lock = "package-lock.json";

/** Declares what a stage imports, where the package does not yet: in its package.json, tsconfig.json and README, and in the lock file. */
export function declareDependencies(tree, root) {
  const manifest = readJson(tree, join(root, "package.json"));
  const missing = Object.keys(imported).filter((name) => !(name in (manifest.dependencies ?? {})));
  const missingInTests = importedByTests.filter(
    (name) =>
      !(name in (manifest.dependencies ?? {})) && !(name in (manifest.devDependencies ?? {})),
  );
  if (missing.length === 0 && missingInTests.length === 0) return;
  const declare = (declared) => {
    extend(declared, "dependencies", missing, (name) => versionOf(tree, name));
    extend(declared, "devDependencies", missingInTests, (name) => versionOf(tree, name));
    return declared;
  };
  updateJson(tree, join(root, "package.json"), declare);
  updateJson(tree, lock, (locked) => {
    const entry = declare(locked.packages[root]);
    // As npm writes it.
    for (const kind of ["dependencies", "devDependencies"]) {
      if (entry[kind] !== undefined) entry[kind] = sorted(entry[kind]);
    }
    return locked;
  });
  for (const name of missing) {
    addReference(tree, root, name);
    const readme = join(root, "README.md");
    tree.write(readme, addDependency(tree.read(readme, "utf8"), name, imported[name]));
  }
}

function extend(declared, kind, names, version) {
  if (names.length === 0) return;
  const added = Object.fromEntries(names.map((name) => [name, version(name)]));
  // Our own packages stand before those from outside.
  const entries = Object.entries({ ...declared[kind], ...added });
  declared[kind] = Object.fromEntries([
    ...entries.filter(([name]) => isOwn(name)),
    ...entries.filter(([name]) => !isOwn(name)),
  ]);
}

function sorted(declared) {
  return Object.fromEntries(Object.entries(declared).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isOwn(name) {
  return name.startsWith("@fairline/");
}

/** Our own packages have one version, and zod the one that core asks for. */
function versionOf(tree, name) {
  const core = readJson(tree, "packages/core/package.json");
  return isOwn(name) ? core.version : core.dependencies[name];
}

/** A reference in tsconfig.json, as text: it has comments. */
function addReference(tree, root, name) {
  if (!isOwn(name)) return;
  const file = join(root, "tsconfig.json");
  const path = `../${name.slice("@fairline/".length)}`;
  const text = tree.read(file, "utf8");
  tree.write(file, text.replace('"references": [', `"references": [\n{\n"path": "${path}"\n},`));
}
