/**
 * Bundles the start of the command into packages/cli/dist/bundle, so that a start reads a few files and not hundreds.
 *
 * What goes in: the command, planner, store and runner, the definitions of the stages, and the npm packages that these import. What
 * stays out: the error of `core`, of which plug-ins must get the same class; what is heavy and rarely needed; and what stages load
 * inside `run()`. Workers run the built files themselves, and digests of implementations are taken from those.
 *
 * `inputs.json` lists the files that were read, as [path, bytes, milliseconds of last change]: the command starts from the
 * built files where one of them is no longer so. `digests.json` has the digests of all packages' built files, which a run takes
 * while those are as they were.
 */
import { readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { rolldown } from "rolldown";
import { digestBuilt } from "../packages/runner/dist/action/code-digest.js";

const root = resolve(import.meta.dirname, "..");
const main = join(root, "packages/cli/dist/main.js");
const folder = join(root, "packages/cli/dist/bundle");
const heavy = /^(@viz-js\/|@fairline\/(arrow|tensor|model)$)/;
const built = (file) => join(root, "packages", file);
/** What stages load to tell what they read from outside: every run does, also one that finds all in the store. */
const ofExternals = ["recipe/recipe-file.js", "recipe/parse-recipe.js"].map((name) =>
  built(`ingest/dist/${name}`),
);
/** Files of the bundle that a command loads only at need, by what they begin with; the first that needs a module has it. */
const parts = new Map([
  // A run whose plan is known, and what asks about one.
  [
    "run",
    ["run", "status", "explain", "gate", "verify"].map((name) =>
      built(`cli/dist/commands/${name}.action.js`),
    ),
  ],
  // Its gates.
  ["gates", [built("cli/dist/artifacts/metric-rows.js")]],
  // The stages of ours that say what they read from outside.
  ["ingest", [built("ingest/dist/index.js"), ...ofExternals]],
]);
const ofStage =
  /\/packages\/(?!cli|plan|store|runner|core|expression|yaml|metrics|numeric)[a-z]+\/dist\//;

const startedAt = Date.now();
rmSync(folder, { recursive: true, force: true });
const bundle = await rolldown({
  input: main,
  platform: "node",
  external: [heavy],
  plugins: [
    {
      name: "fairline",
      resolveId: leaveOut,
      transform: keepOwnPlace,
      generateBundle: escapeWideCharacters,
    },
  ],
  onLog: refuseWarnings,
});
await bundle.write({
  dir: folder,
  format: "esm",
  chunkFileNames: "[name].js",
  comments: { legal: true, annotation: false, jsdoc: false },
  codeSplitting: { groups: [{ name: groupOf, debugName: "help and work" }] },
});
writeFileSync(join(folder, "inputs.json"), JSON.stringify(await inputs()));
writeFileSync(join(folder, "digests.json"), JSON.stringify(digests()));

/** The class of errors is the one that plug-ins get. What a stage loads inside `run()` is loaded from where it was built. */
function leaveOut(specifier, importer, { kind }) {
  if (specifier === "./error.js" && dirname(importer) === built("core/dist")) {
    return { id: "@fairline/core/error", external: true };
  }
  if (kind !== "dynamic-import" || !specifier.startsWith(".")) return undefined;
  const file = resolve(dirname(importer), specifier);
  if (!ofStage.test(importer) || ofExternals.includes(file)) return undefined;
  return { id: fromBundle(file), external: true };
}

/** A module finds files by its own place, also from inside the bundle. */
function keepOwnPlace(code, id) {
  if (!code.includes("import.meta.url")) return undefined;
  const place = `new URL(${JSON.stringify(fromBundle(id))}, import.meta.url).href`;
  return code.replaceAll("import.meta.url", place);
}

/**
 * Writes characters beyond Latin-1 as escapes, in strings and regular expressions alike: V8 keeps a text that has one of them
 * in twice the memory, and a heap of some 12 MB at the end of a short command costs it a full garbage collection.
 */
function escapeWideCharacters(_, files) {
  for (const file of Object.values(files)) {
    if (/String\.raw`[^`]*[^\0-\xff]/.test(file.code))
      throw new Error("a raw text cannot be escaped");
    file.code = file.code.replaceAll(
      /[^\0-\xff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  }
}

/**
 * One file for help, which needs what `main` and the commands import statically; one for each of the {@link parts}; one for
 * all other work; and the rest as it comes, which is what imports something heavy.
 */
function groupOf(id, graph) {
  const commands = graph.getModuleInfo(main).dynamicallyImportedIds;
  if (closureOf([main, ...commands], graph).has(id)) return "help";
  if ([...closureOf([id], graph)].some((each) => heavy.test(each))) return null;
  for (const [name, starts] of parts) if (closureOf(starts, graph).has(id)) return name;
  return "work";
}

/** Some modules and all that they import statically. */
function closureOf(ids, graph) {
  const found = new Set(ids);
  for (const id of found) {
    for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) found.add(imported);
  }
  return found;
}

/** Throws where {@link parts} name a file that the bundle has not: a name that is no longer right. */
function checkParts(files) {
  for (const start of [...parts.values()].flat()) {
    if (!files.has(start)) throw new Error(`${start} is no part of the bundle`);
  }
}

/** Our files one by one; of npm packages the package.json, which names the version. */
async function inputs() {
  const read = await bundle.watchFiles;
  checkParts(new Set(read));
  const files = new Set(read.map(inputOf));
  return [...files].sort().map((file) => {
    const { size, mtimeMs } = statSync(file);
    if (mtimeMs >= startedAt) throw new Error(`${file} changed while it was bundled`);
    return [fromBundle(file), size, mtimeMs];
  });
}

/** Digests of built files by the name of their package, without the bundle's own. */
function digests() {
  const ours = readdirSync(join(root, "packages")).filter((name) => name !== "cli");
  const found = ours.map((name) => [
    `@fairline/${name}`,
    digestBuilt(join(root, "packages", name)),
  ]);
  for (const [name, { files }] of found) {
    const isFresh = ([, , modified, changed]) => Math.max(modified, changed) >= startedAt;
    if (files.some(isFresh)) throw new Error(`${name} changed while it was bundled`);
  }
  return Object.fromEntries(found);
}

function inputOf(file) {
  const [, found] = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file) ?? [];
  return found === undefined ? file : join(found, "package.json");
}

function fromBundle(path) {
  return relative(folder, path).split(sep).join("/");
}

function refuseWarnings(level, { code, message }) {
  // What is imported lazily may lie in the same file all the same.
  if (code !== "INEFFECTIVE_DYNAMIC_IMPORT") throw new Error(`${level}: ${message}`);
}
