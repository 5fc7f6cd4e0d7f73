import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { compareText, FairlineError, sha256 } from "@fairline/core";

interface PackageJson {
  readonly name?: string;
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** One package as it lies on the disk. */
interface FoundPackage {
  readonly directory: string;
  readonly name: string;
  readonly version: string;
  readonly isOurs: boolean;
  /** What it depends on, by name; undefined where an optional dependency is not installed. */
  readonly dependencies: ReadonlyMap<string, string | undefined>;
}

/** The digest of a package's built files, and what `stat` told of each when it was taken. */
export interface BuiltDigest {
  readonly digest: string;
  /** Path in the package's `dist` with `/`, bytes, and milliseconds of the last change of content and of status. */
  readonly files: readonly (readonly [string, number, number, number])[];
}

/**
 * Makes the function that gives the digest of the code behind a package: its built files, those of the
 * workspace packages that it depends on, directly or not, and the resolved versions of all other packages.
 * Every built file is read, once for all packages that are asked for, but where a digest is known and nothing
 * about its files has changed.
 *
 * The digest is SHA-256 as 64 hexadecimal digits, the same wherever the packages lie.
 *
 * @param known - Digests of built files that were taken earlier, by the package's name.
 * @throws FairlineError `FILE_MISSING` (the function, not this) where a package has not been built or installed.
 */
export function implementationDigests(
  known: Readonly<Record<string, BuiltDigest>> = {},
): (packageDirectory: string) => string {
  const packages = new Map<string, FoundPackage>();
  const built = new Map<string, string>();
  const find = (directory: string): FoundPackage => remember(packages, directory, findPackage);
  return (packageDirectory) => {
    const parts = new Set<string>();
    const seen = new Set<string>();
    const open = [realpathSync.native(packageDirectory)];
    for (let directory = open.pop(); directory !== undefined; directory = open.pop()) {
      if (seen.has(directory)) continue;
      seen.add(directory);
      const { name, version, isOurs, dependencies } = find(directory);
      const digestOf = (): string =>
        unchanged(directory, known[name]) ?? digestBuilt(directory).digest;
      parts.add(isOurs ? `${name} ${remember(built, directory, digestOf)}` : `${name}@${version}`);
      for (const [dependency, found] of dependencies) {
        if (found === undefined) parts.add(`${dependency} absent`);
        else open.push(found);
      }
    }
    return sha256([...parts].sort().join("\n"));
  };
}

/**
 * Versions by name: those of some packages, of the workspace packages that they depend on, directly or not, and of
 * the packages of others that any of these depends on directly.
 *
 * @param directories - Where the packages lie.
 */
export function packageVersions(directories: Iterable<string>): Record<string, string> {
  const versions = new Map<string, string>();
  const seen = new Set<string>();
  const open = [...directories];
  for (let directory = open.pop(); directory !== undefined; directory = open.pop()) {
    if (seen.has(directory)) continue;
    seen.add(directory);
    const { name, version, dependencies, isOurs } = findPackage(directory);
    versions.set(name, version);
    for (const [dependency, found] of dependencies) {
      if (found === undefined || !isOurs) continue;
      if (isOwn(found)) open.push(found);
      else versions.set(dependency, readManifest(found).version ?? "");
    }
  }
  return Object.fromEntries([...versions].sort(([a], [b]) => compareText(a, b)));
}

function remember<T>(known: Map<string, T>, name: string, make: (name: string) => T): T {
  const value = known.get(name) ?? make(name);
  known.set(name, value);
  return value;
}

/**
 * Reads a package as it lies in a directory.
 *
 * @throws FairlineError `FILE_MISSING` where something that it depends on is not installed.
 */
function findPackage(directory: string): FoundPackage {
  const manifest = readManifest(directory);
  const { name = directory, version = "" } = manifest;
  const isOurs = isOwn(directory);
  const optional = isOurs ? Object.keys(manifest.optionalDependencies ?? {}) : [];
  const required = Object.keys(manifest.dependencies ?? {}).filter((n) => !optional.includes(n));
  const dependencies = new Map<string, string | undefined>();
  for (const dependency of [...required, ...optional]) {
    const found = resolvePackage(dependency, directory);
    const isMissing = found === undefined && isOurs && required.includes(dependency);
    if (isMissing) throw missingDependency(dependency, name);
    dependencies.set(dependency, found);
  }
  return { directory, name, version, isOurs, dependencies };
}

function readManifest(directory: string): PackageJson {
  // npm has read it before us: a package without these members could not have been installed.
  return JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as PackageJson;
}

/** A package that npm links from a workspace really lies outside every `node_modules`. */
function isOwn(directory: string): boolean {
  return !directory.split(sep).includes("node_modules");
}

function resolvePackage(name: string, from: string): string | undefined {
  for (let above = from; ; above = dirname(above)) {
    const candidate = join(above, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return realpathSync.native(candidate);
    if (above === dirname(above)) return undefined;
  }
}

/** A digest that is known, where every file that it was taken from is as it was then. */
function unchanged(directory: string, known: BuiltDigest | undefined): string | undefined {
  const built = join(directory, "dist");
  const isSame = known?.files.every(([path, bytes, modified, changed]) => {
    const file = statSync(`${built}/${path}`, { throwIfNoEntry: false });
    return file?.size === bytes && file.mtimeMs === modified && file.ctimeMs === changed;
  });
  return isSame === true ? known?.digest : undefined;
}

/**
 * Reads the built files of a package.
 *
 * @throws FairlineError `FILE_MISSING` where there are none.
 */
export function digestBuilt(directory: string): BuiltDigest {
  const built = join(directory, "dist");
  if (!existsSync(built)) throw notBuilt(directory);
  // With types, or each name would be looked up once more.
  const entries = readdirSync(built, { recursive: true, withFileTypes: true });
  const scripts = entries
    .filter((entry) => entry.isFile() && /\.[cm]?js$/.test(entry.name))
    .map((entry) => relative(built, join(entry.parentPath, entry.name)).split(sep).join("/"));
  if (scripts.length === 0) throw notBuilt(directory);
  const digest = createHash("sha256");
  const files = scripts.sort().map((file) => {
    const path = join(built, file);
    const { size, mtimeMs, ctimeMs } = statSync(path);
    const bytes = readFileSync(path);
    digest.update(`${file} ${String(bytes.length)}\n`);
    digest.update(bytes);
    return [file, size, mtimeMs, ctimeMs] as const;
  });
  return { digest: digest.digest("hex"), files };
}

function notBuilt(directory: string): FairlineError {
  return new FairlineError("FILE_MISSING", `${directory} has not been built: it has no dist`, {
    hint: 'Run "npm run build".',
  });
}

function missingDependency(name: string, of: string): FairlineError {
  return new FairlineError("FILE_MISSING", `${of} needs ${name}, which is not installed`, {
    hint: 'Run "npm ci".',
  });
}
