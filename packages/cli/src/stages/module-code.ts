import { existsSync, lstatSync, readFileSync, readdirSync, realpathSync, statSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { dirname, extname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { FairlineError } from "@fairline/core";
import { resolve as resolveImport } from "import-meta-resolve";
import { importsOf } from "./imports-of.ts";
import type { FoundImport } from "./imports-of.ts";

/** The code behind a third party's module, as it was read. */
export interface ModuleCode {
  /** Bytes by real path. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** `name@version` of installed packages, and what is imported and not there. */
  readonly packages: ReadonlySet<string>;
  /** What `stat` told of each file, and of the module's own name, before it was read. */
  readonly stamps: ReadonlyMap<string, string>;
}

const scripts: ReadonlySet<string> = new Set([".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ""]);
const codeFiles: ReadonlySet<string> = new Set([...scripts, ".json", ".node", ".wasm"]);

/**
 * Reads a module and all that it imports, directly or not, as Node finds it: by content, but for installed packages, which are
 * taken by version. A package that is linked from elsewhere (a workspace) is code like any other; where it computes what it
 * imports, all its code is taken.
 *
 * @param module - Absolute path of an existing file.
 * @throws FairlineError `FILE_INVALID` where a file of the module's own package computes what it imports: that cannot be
 *   followed.
 */
export function readModuleCode(module: string): ModuleCode {
  const entry = realpathSync(module);
  const own = packageFolder(entry);
  const files = new Map<string, Buffer>();
  const packages = new Set<string>();
  const stamps = new Map([[module, codeStamp(module)]]);
  const open = [entry];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (files.has(file)) continue;
    stamps.set(file, codeStamp(file));
    const bytes = readFileSync(file);
    files.set(file, bytes);
    if (!scripts.has(extname(file))) continue;
    const { imports, computedLine } = importsOf(bytes.toString("utf8"));
    if (computedLine !== undefined) {
      const folder = packageFolder(file);
      if (folder !== undefined && folder !== own) open.push(...codeBelow(folder));
      else if (isInstalled(file, undefined)) packages.add(versionOf(file));
      else throw computedImport(file, computedLine);
    }
    for (const one of imports) {
      const target = resolved(one, file);
      if (target === undefined) packages.add(unresolved(one.specifier, file));
      else if (isInstalled(target, own)) packages.add(versionOf(target));
      else if (target !== builtIn) open.push(target);
    }
  }
  return { files, packages, stamps };
}

/** Changes where a file is written, replaced or linked to another one. */
export function codeStamp(path: string): string {
  const stat = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  if (stat === undefined) return "nothing";
  const { dev, ino, size, mtimeNs, ctimeNs } = stat;
  return [dev, ino, size, mtimeNs, ctimeNs].join(":");
}

const builtIn = "";

/** The real path that an import leads to; {@link builtIn}, or undefined where nothing is there. */
function resolved({ specifier, by }: FoundImport, from: string): string | undefined {
  if (by === "file") {
    const path = resolve(dirname(from), specifier);
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true
      ? realpathSync(path)
      : undefined;
  }
  if (isBuiltin(specifier) || specifier.startsWith("data:")) return builtIn;
  try {
    if (by === "require") return realpathSync(createRequire(from).resolve(specifier));
    const url = new URL(resolveImport(specifier, pathToFileURL(from).href));
    return url.protocol === "file:" ? realpathSync(fileURLToPath(url)) : builtIn;
  } catch {
    // Importing it fails in the same way and says why, unless only types are imported, or nothing ever comes by.
    return undefined;
  }
}

/** Whether a file lies in a `node_modules`, other than the one that holds the module's own package. */
function isInstalled(file: string, own: string | undefined): boolean {
  const isOwn = own !== undefined && file.startsWith(own + sep);
  return (isOwn ? relative(own, file) : file).split(sep).includes("node_modules");
}

/** The nearest folder above a file that is a package. */
function packageFolder(file: string): string | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

/** What stands for an import that leads to no file: the version of the package that it names, where that is installed. */
function unresolved(specifier: string, from: string): string {
  const parts = specifier.split("/", specifier.startsWith("@") ? 2 : 1);
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const inside = join(folder, "node_modules", ...parts, "package.json");
    if (!specifier.startsWith(".") && existsSync(inside)) return versionOf(inside);
    if (folder === dirname(folder)) return `${specifier}@absent`;
  }
}

/** `name@version` of the installed package that a file belongs to. */
function versionOf(file: string): string {
  const parts = file.split(sep);
  const at = parts.lastIndexOf("node_modules");
  const length = parts[at + 1]?.startsWith("@") === true ? 3 : 2;
  const folder = parts.slice(0, at + length).join(sep);
  const name = parts.slice(at + 1, at + length).join("/");
  const manifest = join(folder, "package.json");
  if (!existsSync(manifest)) return name;
  // npm has read it before us.
  const { version = "" } = JSON.parse(readFileSync(manifest, "utf8")) as { version?: string };
  return `${name}@${version}`;
}

/** All code of a package: what lies below its folder, but for packages that are installed there. */
function codeBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const isSkipped = entry.name === "node_modules" || entry.name.startsWith(".");
      return isSkipped ? [] : codeBelow(path);
    }
    return entry.isFile() && codeFiles.has(extname(entry.name)) ? [realpathSync(path)] : [];
  });
}

function computedImport(file: string, line: number): FairlineError {
  return new FairlineError(
    "FILE_INVALID",
    `${file}:${String(line)} computes what it imports, so a change of that code would not be seen`,
    { hint: "Name the module in quotes, or import all that it may be and choose among them." },
  );
}
