import { defineConfig } from "vitest/config";

/** What takes a minute a test and a machine of its own: `npm run acceptance` and CI run it, `npm test` does not. */
export default defineConfig({
  test: {
    name: "acceptance",
    root: import.meta.dirname,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
