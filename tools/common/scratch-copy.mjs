import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const checkout = join(import.meta.dirname, "../..");

/**
 * Copies the working tree, with what was built, into a folder where it may be changed: tracked files and new ones that Git does not
 * ignore, at the times that they have. Packages from outside are links to those of the checkout, our own to their copies.
 *
 * @param {string} target - An empty folder.
 */
export function copyWorkingTree(target) {
  const listed = execFileSync("git", ["ls-files", "-z", "-co", "--exclude-standard"], {
    cwd: checkout,
    encoding: "utf8",
  });
  const built = readdirSync(join(checkout, "packages")).map((name) => `packages/${name}/dist`);
  for (const path of [...listed.split("\0").filter((path) => path !== ""), ...built]) {
    // A file that Git lists may be removed in the working tree.
    if (!existsSync(join(checkout, path))) continue;
    cpSync(join(checkout, path), join(target, path), { recursive: true, preserveTimestamps: true });
  }
  const folders = [
    "",
    ...readdirSync(join(checkout, "packages")).map((name) => `packages/${name}`),
  ];
  for (const folder of folders) linkModules(join(folder, "node_modules"), target);
}

/** Links what stands in one `node_modules` of the checkout. */
function linkModules(folder, target) {
  const from = join(checkout, folder);
  if (!existsSync(from)) return;
  for (const name of readdirSync(from)) {
    const own = name === "@fairline";
    const inner = own || name === ".bin" ? readdirSync(join(from, name)) : [""];
    for (const entry of inner) {
      const link = join(target, folder, name, entry);
      const pointed = own ? join(target, "packages", entry) : join(from, name, entry);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(own ? relative(dirname(link), pointed) : pointed, link);
    }
  }
}
