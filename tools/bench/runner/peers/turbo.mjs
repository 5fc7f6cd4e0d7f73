import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { put } from "../world.mjs";

export const turbo = {
  name: "turbo",
  version: ["node_modules/.bin/turbo", "--version"],
  // It starts the package manager for each stage; npm reads all other packages each time, which takes four times as long.
  install: ["turbo@2.11.11", "yarn@1.22.22"],
  caches: [".turbo/cache", "node_modules/.cache/turbo"],
  prepare(directory, stages) {
    put(directory, "package.json", {
      name: "bench",
      private: true,
      packageManager: "yarn@1.22.22",
      workspaces: ["projects/*"],
    });
    put(directory, "yarn.lock", "# yarn lockfile v1\n");
    put(directory, "turbo.json", {
      tasks: { build: { dependsOn: ["^build"], inputs: ["in.txt"], outputs: ["out.txt"] } },
    });
    for (const { name, chain, upstream, shell } of stages) {
      const source = upstream === undefined ? `../../input/${chain}.txt` : `../${upstream}/out.txt`;
      put(directory, `projects/${name}/package.json`, {
        name,
        version: "1.0.0",
        scripts: { build: shell(source, "out.txt") },
        dependencies: upstream === undefined ? {} : { [upstream]: "1.0.0" },
      });
      // Turbo hashes files inside a package only: the chain's input is a link in its first package.
      if (upstream === undefined && !existsSync(join(directory, `projects/${name}/in.txt`))) {
        symlinkSync(`../../input/${chain}.txt`, join(directory, `projects/${name}/in.txt`));
      }
    }
  },
  command: (jobs) => [
    "node_modules/.bin/turbo",
    "run",
    "build",
    `--concurrency=${jobs}`,
    "--cache-dir=.turbo/cache",
    "--output-logs=none",
  ],
  env: { TURBO_TELEMETRY_DISABLED: "1" },
  output: ({ name }) => `projects/${name}/out.txt`,
};
