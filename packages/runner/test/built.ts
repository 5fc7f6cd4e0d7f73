import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { WorkerModule } from "../src/job/worker-pool.ts";

const packages = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** Throws where the build of the runner or the store is older than its sources: processes of their own run the build. */
export function requireBuilt(): void {
  for (const name of ["store", "runner"]) {
    const [source, output] = [join(packages, name, "src"), join(packages, name, "dist")];
    // The compiler leaves an output alone that would come out the same, so its build file counts too.
    const info = statSync(join(output, "tsconfig.tsbuildinfo"));
    for (const file of readdirSync(source, { encoding: "utf8", recursive: true })) {
      if (!file.endsWith(".ts")) continue;
      const written = statSync(join(source, file));
      const built = statSync(join(output, file.replace(/\.ts$/, ".js")), { throwIfNoEntry: false });
      if (built === undefined || Math.max(built.mtimeMs, info.mtimeMs) < written.mtimeMs) {
        throw new Error(
          `${name}/${file} is newer than its build: run "npx tsc -b packages/${name}"`,
        );
      }
    }
  }
}

/** What worker processes of tests run: the build, not the sources. */
export const fixtureWorker: WorkerModule = {
  module: join(packages, "runner/test/job/worker-fixture.mjs"),
  execArgv: [],
};
