import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { WorkerModule } from "../../src/execution/job/worker-pool.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** Throws where the package's build is older than its sources: processes of their own run the build. */
export function requireBuilt(): void {
  for (const folder of ["store", "execution"]) {
    const source = join(root, "src", folder);
    for (const name of readdirSync(source, { encoding: "utf8", recursive: true })) {
      if (!name.endsWith(".ts")) continue;
      const built = join(root, "dist", folder, name.replace(/\.ts$/, ".js"));
      const written = statSync(join(source, name));
      const output = statSync(built, { throwIfNoEntry: false });
      // The compiler leaves an output alone that would come out the same, so its build file counts too.
      const info = statSync(join(root, "dist", "tsconfig.tsbuildinfo"));
      if (output === undefined || Math.max(output.mtimeMs, info.mtimeMs) < written.mtimeMs) {
        throw new Error(
          `${folder}/${name} is newer than its build: run "npx tsc -b packages/runner"`,
        );
      }
    }
  }
}

/** What worker processes of tests run: the build, not the sources. */
export const fixtureWorker: WorkerModule = {
  module: join(root, "test/execution/job/worker-fixture.mjs"),
  execArgv: [],
};
