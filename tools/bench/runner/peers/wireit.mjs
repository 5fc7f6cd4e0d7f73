import { put } from "../world.mjs";

export const wireit = {
  name: "wireit",
  version: ["node", "-p", "require('./node_modules/wireit/package.json').version"],
  install: ["wireit@0.14.13"],
  caches: [".wireit"],
  prepare(directory, stages) {
    const last = stages.filter(({ name }) => !stages.some(({ upstream }) => upstream === name));
    const scripts = { all: "wireit" };
    const tasks = { all: { dependencies: last.map(({ name }) => name) } };
    for (const { name, input, output, upstream, shell } of stages) {
      scripts[name] = "wireit";
      tasks[name] = {
        command: `mkdir -p out && ${shell(input, output)}`,
        files: upstream === undefined ? [input] : [],
        output: [output],
        dependencies: upstream === undefined ? [] : [upstream],
      };
    }
    put(directory, "package.json", { name: "bench", private: true, scripts, wireit: tasks });
  },
  command: () => ["npm", "run", "--silent", "all"],
  // With CI set, wireit would not cache at all.
  env: { WIREIT_LOGGER: "simple", WIREIT_CACHE: "local" },
  output: ({ output }) => output,
};
