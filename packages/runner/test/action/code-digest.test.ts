import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { scratchDirectory } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import {
  digestBuilt,
  implementationDigests,
  packageVersions,
} from "../../src/action/code-digest.ts";

interface Workspace {
  readonly root: string;
  readonly write: (path: string, text: string) => void;
  readonly digest: () => string;
}

/** A workspace: `train` uses `numeric` (ours) and `outer`, which uses `inner` (not ours). */
function workspace(): Workspace {
  const root = scratchDirectory();
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const manifest = (path: string, content: object): void => {
    write(join(path, "package.json"), JSON.stringify(content));
  };
  const dependencies = { "@x/numeric": "1.0.0", outer: "2.0.0" };
  manifest("packages/train", { name: "@x/train", version: "1.0.0", dependencies });
  manifest("packages/numeric", { name: "@x/numeric", version: "1.0.0" });
  manifest("node_modules/outer", { name: "outer", version: "2.0.0", dependencies: { inner: "3" } });
  manifest("node_modules/inner", { name: "inner", version: "3.0.0" });
  write("packages/train/dist/index.js", "export const a = 1;");
  write("packages/train/dist/deep/b.js", "export const b = 1;");
  write("packages/numeric/dist/index.js", "export const n = 1;");
  mkdirSync(join(root, "node_modules/@x"));
  symlinkSync("../../packages/numeric", join(root, "node_modules/@x/numeric"));
  return { root, write, digest: () => implementationDigests()(join(root, "packages/train")) };
}

describe("the digest of an implementation", () => {
  it("is the same wherever the packages lie", () => {
    expect(workspace().digest()).toBe(workspace().digest());
    expect(workspace().digest()).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ["its own code", "packages/train/dist/deep/b.js", "export const b = 2;"],
    ["a new file of its own", "packages/train/dist/c.js", ""],
    ["a module that is told by its name to be ECMAScript", "packages/train/dist/c.mjs", ""],
    ["a module that is told by its name to be CommonJS", "packages/train/dist/c.cjs", ""],
    ["the code of a workspace package that it uses", "packages/numeric/dist/index.js", "x"],
    [
      "the version of a package that is not ours",
      "node_modules/outer/package.json",
      '{"name":"outer","version":"2.0.1","dependencies":{"inner":"3"}}',
    ],
    [
      "the version of a package behind that",
      "node_modules/inner/package.json",
      '{"name":"inner","version":"3.0.1"}',
    ],
  ])("changes with %s", (_name, path, text) => {
    const { write, digest } = workspace();
    const before = digest();
    write(path, text);
    expect(digest()).not.toBe(before);
  });

  it.each([
    ["source maps", "packages/train/dist/index.js.map"],
    ["declarations", "packages/train/dist/index.d.ts"],
    ["build information", "packages/train/dist/tsconfig.tsbuildinfo"],
    ["tests and sources", "packages/train/src/index.ts"],
    ["packages that it does not use", "packages/report/dist/index.js"],
  ])("does not change with %s", (_name, path) => {
    const { write, digest } = workspace();
    const before = digest();
    write(path, "changed");
    expect(digest()).toBe(before);
  });

  it("holds an optional dependency where it is installed, and does without it", () => {
    const { write, digest } = workspace();
    const optionalDependencies = { native: "1" };
    const manifest = {
      name: "@x/train",
      dependencies: { "@x/numeric": "1" },
      optionalDependencies,
    };
    write("packages/train/package.json", JSON.stringify(manifest));
    const without = digest();
    write("node_modules/native/package.json", '{"name":"native","version":"1.0.0"}');
    expect(digest()).not.toBe(without);
  });

  it("takes a known digest of built files while they are as they were, and reads them else", () => {
    const { root, write, digest } = workspace();
    const package_ = join(root, "packages/train");
    const { files } = digestBuilt(package_);
    const known = { "@x/train": { digest: "taken by the build", files } };
    const fromKnown = implementationDigests(known)(package_);
    expect(fromKnown).not.toBe(digest());
    expect(implementationDigests(known)(package_)).toBe(fromKnown);
    write("packages/train/dist/deep/b.js", "export const bee = 2;");
    expect(implementationDigests(known)(package_)).toBe(digest());
    rmSync(join(root, "packages/train/dist/deep"), { recursive: true });
    expect(implementationDigests(known)(package_)).toBe(digest());
  });

  it("is the same from known digests as from the files", () => {
    const { root, digest } = workspace();
    const known = {
      "@x/train": digestBuilt(join(root, "packages/train")),
      "@x/numeric": digestBuilt(join(root, "packages/numeric")),
    };
    expect(implementationDigests(known)(join(root, "packages/train"))).toBe(digest());
  });

  it("says what to do where a package has not been built, or is not installed", () => {
    const { root, digest } = workspace();
    rmSync(join(root, "packages/numeric/dist"), { recursive: true });
    expect(digest).toThrow(
      expect.objectContaining({
        code: "FILE_MISSING",
        message: `${join(root, "packages/numeric")} has not been built: it has no dist`,
        hint: 'Run "npm run build".',
      }) as Error,
    );
    rmSync(join(root, "node_modules"), { recursive: true });
    expect(digest).toThrow(
      expect.objectContaining({
        code: "FILE_MISSING",
        message: "@x/train needs @x/numeric, which is not installed",
        hint: 'Run "npm ci".',
      }) as Error,
    );
  });
});

describe("the versions for a manifest", () => {
  it("are those of our packages and of what these use directly", () => {
    const { root } = workspace();
    expect(packageVersions([join(root, "packages/train")])).toEqual({
      "@x/numeric": "1.0.0",
      "@x/train": "1.0.0",
      outer: "2.0.0",
    });
    expect(packageVersions([])).toEqual({});
  });
});
