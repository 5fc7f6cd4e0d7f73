import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scratchDirectory } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { listTree } from "../../src/objects/trees.ts";

/** A directory with one file, whose name is given in bytes. */
function folderWith(name: Buffer): string {
  const folder = scratchDirectory();
  mkdirSync(join(folder, "d"));
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/d/`), name]), "x");
  return folder;
}

describe("the list of a directory", () => {
  it.each([
    ["a byte that UTF-8 does not have", Buffer.from([0xff]), "d/\ufffd"],
    ["a character cut short", Buffer.from([0x61, 0xc3]), "d/a\ufffd"],
    ["Latin-1", Buffer.from("caf\u00e9", "latin1"), "d/caf\ufffd"],
  ])("refuses a name that is not UTF-8: %s", (_what, name, shown) => {
    expect(() => listTree(folderWith(name))).toThrow(
      expect.objectContaining({
        code: "ARTIFACT_INVALID",
        message: `the file name "${shown}" is not UTF-8`,
        hint: "Rename the file.",
      }) as Error,
    );
  });

  it("takes names of any letters, the sign for what cannot be read among them", () => {
    const name = "na\u00efve \u6570\u636e \ufffd";
    const { files } = listTree(folderWith(Buffer.from(name)));
    expect(files.map(({ path }) => path)).toEqual([`d/${name}`]);
  });
});
