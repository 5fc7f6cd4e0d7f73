import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";

/** The module of a package, as an absolute path, or why there is none. */
export type PackageModule = { readonly module: string } | { readonly reason: string };

/** Finds the module that a package offers to `import`, as Node.js does: from a folder upwards. */
export function findPackageModule(
  { name, subpath }: { readonly name: string; readonly subpath: string },
  folder: string,
): PackageModule | undefined {
  const root = findPackage(name, folder);
  if (root === undefined) return undefined;
  const manifest = readManifest(root);
  if (manifest === undefined) return { reason: `the package.json of "${name}" cannot be read` };
  const entry = entryOf(manifest, subpath);
  const module = entry === undefined ? undefined : resolve(root, entry);
  const isInside = module?.startsWith(root + sep) === true;
  return isInside && statSync(module, { throwIfNoEntry: false })?.isFile() === true
    ? { module }
    : { reason: `the package "${name}" has no module "${name}${subpath}"` };
}

/** The package.json of a package; undefined where it cannot be read. */
function readManifest(root: string): unknown {
  try {
    return JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  } catch {
    return undefined;
  }
}

function findPackage(name: string, folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const root = join(at, "node_modules", name);
    if (existsSync(join(root, "package.json"))) return root;
    if (dirname(at) === at) return undefined;
  }
}

function entryOf(manifest: unknown, subpath: string): string | undefined {
  const { exports, main } = membersOf(manifest);
  if (exports === undefined) {
    return subpath === "" ? (typeof main === "string" ? main : "index.js") : `.${subpath}`;
  }
  const members = membersOf(exports);
  const hasSubpaths = Object.keys(members).some((key) => key.startsWith("."));
  if (!hasSubpaths) return subpath === "" ? target(exports) : undefined;
  return target(members[`.${subpath}`]);
}

/** The first target whose condition holds for `import`. */
function target(exports: unknown): string | undefined {
  if (typeof exports === "string") return exports;
  for (const [condition, inner] of Object.entries(membersOf(exports))) {
    if (!["import", "node", "default", "module-sync"].includes(condition)) continue;
    const found = target(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The members of an object; none of anything else. */
function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
