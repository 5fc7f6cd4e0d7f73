import { put } from "../world.mjs";

export const nx = {
  name: "nx",
  version: ["node_modules/.bin/nx", "--version"],
  install: ["nx@23.2.1"],
  caches: [".nx/cache"],
  prepare(directory, stages) {
    put(directory, "package.json", { name: "bench", private: true });
    put(directory, "nx.json", { analytics: false, cacheDirectory: ".nx/cache" });
    for (const { name, input, output, upstream, shell } of stages) {
      put(directory, `projects/${name}/project.json`, {
        name,
        targets: {
          build: {
            command: `mkdir -p out && ${shell(input, output)}`,
            options: { cwd: "." },
            cache: true,
            inputs: [`{workspaceRoot}/${input}`],
            outputs: [`{workspaceRoot}/${output}`],
            dependsOn: upstream === undefined ? [] : [{ projects: [upstream], target: "build" }],
          },
        },
      });
    }
  },
  command: (jobs) => ["node_modules/.bin/nx", "run-many", "-t", "build", `--parallel=${jobs}`],
  env: { NX_DAEMON: "false", NX_TUI: "false" },
  output: ({ output }) => output,
};
