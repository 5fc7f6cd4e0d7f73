import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const source = ["@fairline/source", "node", "import", "module", "default"];

/** Where tests change their process, or ask what is loaded in it: each of their files has a process to itself. */
const isolated = ["cli", "runner", "store", "tensor", "tools"];

const project = (name: string, root: string) => ({
  resolve: { conditions: source },
  ssr: { resolve: { conditions: source } },
  test: {
    name,
    root,
    include: ["test/**/*.test.ts"],
    exclude: ["test/acceptance/**"],
    testTimeout: 30_000,
    // Elsewhere files share what they import: that is half of the time that tests take.
    isolate: isolated.includes(name),
  },
});

/** One Vitest project a package, named after its folder; tests read the sources, not the build. */
export default defineConfig({
  test: {
    // Vitest would leave one core to itself, which has little to do: on two cores that is half of the machine.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      ...readdirSync("packages").map((name) => project(name, `packages/${name}`)),
      project("tools", "tools"),
    ],
  },
});
