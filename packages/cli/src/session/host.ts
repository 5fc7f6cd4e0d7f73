import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { BuiltDigest, RunnerHost } from "@fairline/runner";
import { implementationDigests, packageVersions } from "@fairline/runner/run";
import { CODECS } from "../artifacts/codecs.ts";
import { version } from "../package-version.ts";
import { packageOf } from "../stages/built-in.ts";
import { codeStamp } from "../stages/module-code.ts";
import { moduleDigest } from "../stages/module-digest.ts";
import type { ModuleDigest } from "../stages/module-digest.ts";
import type { Terminal } from "../terminal.ts";
import type { Settings } from "./settings.ts";
import { dataFolder } from "./settings.ts";

/** What the runner needs of this machine and of our packages. Nothing heavy is loaded before it is used. */
export function makeHost(settings: Settings, { env, clock }: Terminal): RunnerHost {
  const { store, mirror, backend, backendName } = settings;
  const used = new Set<string>();
  return {
    codecs: CODECS,
    ...implementations(used),
    node: process.versions.node.split(".")[0] ?? "",
    readMetrics: async (path) => (await import("../artifacts/metric-rows.ts")).readMetricRows(path),
    fetchFile: async (input, onProgress, signal) => {
      const { fetchFile } = await import("@fairline/ingest");
      return await fetchFile(input, {
        cacheDir: dataFolder(store),
        mirror,
        signal,
        onProgress: (done, total) => {
          onProgress(done, total ?? 0);
        },
      });
    },
    worker: { module: fileURLToPath(new URL("../worker.js", import.meta.url)) },
    backend,
    backendName,
    env,
    clock,
    packageVersions: () => ({ "@fairline/cli": version(), ...packageVersions(used) }),
  };
}

/**
 * Makes the functions that give the digest of the code behind a stage (of its package for one of ours, of its module for a
 * third party's) and tell whether it has changed since. Each digest is computed once.
 *
 * @param used - Gathers the folders of our packages that were asked for.
 */
function implementations(
  used: Set<string>,
): Pick<RunnerHost, "implementationOf" | "changedCodeOf"> {
  const packages = new Map<string, string>();
  const modules = new Map<string, ModuleDigest>();
  const digestOfPackage = implementationDigests(builtDigests());
  return {
    implementationOf: ({ uses, module }) => {
      if (module !== undefined) {
        const code = modules.get(module) ?? moduleDigest(module);
        modules.set(module, code);
        return Promise.resolve(code.digest);
      }
      const folder = packageFolder(packageOf(uses));
      const digest = packages.get(folder) ?? digestOfPackage(folder);
      packages.set(folder, digest);
      used.add(folder);
      return Promise.resolve(digest);
    },
    changedCodeOf: ({ module = "" }) => {
      const stamps = modules.get(module)?.stamps ?? new Map<string, string>();
      return [...stamps].find(([path, stamp]) => codeStamp(path) !== stamp)?.[0];
    },
  };
}

/** Digests that the build took of our packages' files; none where it made no bundle. */
function builtDigests(): Readonly<Record<string, BuiltDigest>> {
  const path = new URL("../bundle/digests.json", import.meta.url);
  if (!existsSync(path)) return {};
  // The build's own file.
  return JSON.parse(readFileSync(path, "utf8")) as Readonly<Record<string, BuiltDigest>>;
}

/** Absolute path of one of our packages. */
function packageFolder(name: string): string {
  return fileURLToPath(new URL("..", import.meta.resolve(`@fairline/${name}`)));
}
