import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const checkout = join(import.meta.dirname, "../..");

/** The manifests of the packages. @returns {{ name: string, private?: boolean }[]} */
export function manifests() {
  return readdirSync(join(checkout, "packages")).map((name) =>
    JSON.parse(readFileSync(join(checkout, "packages", name, "package.json"), "utf8")),
  );
}

/**
 * Packs all packages that are not private, as they were built, and installs them as a user would: into a project of its own, with a home of
 * its own. What they need from outside comes from npm's cache, or from the registry.
 *
 * @param {string} folder - An empty folder.
 * @returns {{ project: string, environment: Record<string, string | undefined> }} The folder that it is installed in, and the environment to run it in.
 */
export function installPacked(folder) {
  const [tarballs, project, home] = ["tarballs", "project", "home"].map((name) => {
    mkdirSync(join(folder, name));
    return join(folder, name);
  });
  const cache = npm(["config", "get", "cache"], checkout, process.env).trim();
  const names = manifests()
    .filter((manifest) => manifest.private !== true)
    .flatMap(({ name }) => ["--workspace", name]);
  npm(["pack", "--silent", "--pack-destination", tarballs, ...names], checkout, process.env);
  writeFileSync(join(project, "package.json"), '{ "name": "installed", "private": true }\n');
  const environment = { PATH: process.env["PATH"], HOME: home, NO_COLOR: "1" };
  const files = readdirSync(tarballs).map((name) => join(tarballs, name));
  // No dependency needs its install script, and that of ONNX Runtime downloads from another host.
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
  npm(["install", ...options, ...files], project, { ...environment, npm_config_cache: cache });
  return { project, environment };
}

function npm(words, cwd, env) {
  return execFileSync("npm", words, { cwd, env, encoding: "utf8", maxBuffer: 1 << 28 });
}
