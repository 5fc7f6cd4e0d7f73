import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { readJson, updateJson } from "@nx/devkit";
import { VersionActions } from "nx/release/index.js";

/** What of a package.json names other packages. */
const collections = ["dependencies", "devDependencies"];

/**
 * How `nx release` reads and writes versions: those of the packages' package.json files, which name each other by exact version. Nx has the
 * same in `@nx/js`, which brings a compiler with it.
 */
class PackageVersionActions extends VersionActions {
  validManifestFilenames = ["package.json"];

  async readCurrentVersionFromSourceManifest(tree) {
    const manifestPath = this.#manifest();
    return { currentVersion: readJson(tree, manifestPath).version, manifestPath };
  }

  /** Versions are those of the working tree, or of its tags. */
  async readCurrentVersionFromRegistry() {
    return null;
  }

  async readCurrentVersionOfDependency(tree, graph, project) {
    const manifest = readJson(tree, this.#manifest());
    const name = packageName(graph, project);
    const collection = collections.find((each) => manifest[each]?.[name] !== undefined) ?? null;
    const currentVersion = collection === null ? null : manifest[collection][name];
    return { currentVersion, dependencyCollection: collection };
  }

  async updateProjectVersion(tree, version) {
    const file = this.#manifest();
    updateJson(tree, file, (manifest) => ({ ...manifest, version }));
    return [`${file}: version ${version}`];
  }

  async updateProjectDependencies(tree, graph, versions) {
    const file = this.#manifest();
    const byName = Object.entries(versions).map(([project, version]) => [
      packageName(graph, project),
      version,
    ]);
    updateJson(tree, file, (manifest) => {
      for (const collection of collections) {
        for (const [name, version] of byName) {
          if (manifest[collection]?.[name] !== undefined) manifest[collection][name] = version;
        }
      }
      return manifest;
    });
    return byName.map(([name, version]) => `${file}: ${name} ${version}`);
  }

  #manifest() {
    return join(this.projectGraphNode.data.root, "package.json");
  }
}

/** Writes the lock file, which repeats all versions. Tells which files it changed. */
export async function afterAllProjectsVersioned(cwd, { dryRun = false }) {
  if (!dryRun) {
    const command = ["install", "--package-lock-only", "--ignore-scripts", "--offline"];
    execFileSync("npm", command, { cwd, stdio: "inherit" });
  }
  return { changedFiles: ["package-lock.json"], deletedFiles: [] };
}

function packageName(graph, project) {
  return graph.nodes[project].data.metadata.js.packageName;
}

export { PackageVersionActions as default };
