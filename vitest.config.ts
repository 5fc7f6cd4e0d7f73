import { readdirSync } from "node:fs";
import { defineConfig } from "vitest/config";

const source = ["@fairline/source", "node", "import", "module", "default"];

const project = (name: string, root: string) => ({
  resolve: { conditions: source },
  ssr: { resolve: { conditions: source } },
  test: {
    name,
    root,
    include: ["test/**/*.test.ts"],
    exclude: ["test/acceptance/**"],
    testTimeout: 30_000,
  },
});

/** One Vitest project a package, named after its folder; tests read the sources, not the build. */
export default defineConfig({
  test: {
    projects: [
      ...readdirSync("packages").map((name) => project(name, `packages/${name}`)),
      project("tools", "tools"),
    ],
  },
});
