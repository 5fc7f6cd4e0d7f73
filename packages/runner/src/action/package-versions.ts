import { readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { compareText } from "@fairline/core";
import { findPackage } from "./code-digest.ts";

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
      if (found.split(sep).includes("node_modules")) versions.set(dependency, versionOf(found));
      else open.push(found);
    }
  }
  return Object.fromEntries([...versions].sort(([a], [b]) => compareText(a, b)));
}

function versionOf(directory: string): string {
  // npm has read it before us.
  const { version = "" } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as {
    readonly version?: string;
  };
  return version;
}
