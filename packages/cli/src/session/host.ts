import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { StageWork } from "@fairline/plan";
import type { BuiltDigest, RunnerHost } from "@fairline/runner";
import { implementationDigests, packageVersions } from "@fairline/runner/run";
import { CODECS } from "../artifacts/codecs.ts";
import { version } from "../package-version.ts";
import { packageOf } from "../stages/built-in.ts";
import { moduleDigest } from "../stages/module-digest.ts";
import type { Terminal } from "../terminal.ts";
import type { Settings } from "./settings.ts";
import { dataFolder } from "./settings.ts";

/** What the runner needs of this machine and of our packages. Nothing heavy is loaded before it is used. */
export function makeHost(settings: Settings, { env, clock }: Terminal): RunnerHost {
  const { store, mirror, backend, backendName } = settings;
  const used = new Set<string>();
  return {
    codecs: CODECS,
    implementationOf: implementations(used),
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
 * Makes the function that gives the digest of the code behind a stage: of its package for one of ours, of its
 * module for a third party's. Each is computed once.
 *
 * @param used - Gathers the folders of our packages that were asked for.
 */
function implementations(used: Set<string>): (work: StageWork) => Promise<string> {
  const known = new Map<string, string>();
  const digestOfPackage = implementationDigests(builtDigests());
  return ({ uses, module }) => {
    const place = module ?? packageFolder(packageOf(uses));
    const digest =
      known.get(place) ?? (module === undefined ? digestOfPackage(place) : moduleDigest(place));
    known.set(place, digest);
    if (module === undefined) used.add(place);
    return Promise.resolve(digest);
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
