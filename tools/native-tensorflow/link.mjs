import { existsSync, lstatSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { Problem } from "../common/problem.mjs";

/**
 * Makes a built package one of a project's, by a link in its `node_modules`.
 *
 * `npm ci` and `npm install` remove the link; run the tool again after them.
 *
 * @param project - Folder whose `node_modules` holds Fairline.
 * @returns The path of the link.
 * @throws Problem if the project has no `node_modules`, or the package itself in it
 */
export function linkPackage(into, packageName, project) {
  const modules = join(project, "node_modules");
  if (!existsSync(modules)) {
    throw new Problem(`${project} has no node_modules`, "Run npm ci there first.");
  }
  const link = join(modules, packageName);
  const there = lstatSync(link, { throwIfNoEntry: false });
  if (there !== undefined && !there.isSymbolicLink()) {
    throw new Problem(
      `${packageName} is installed in ${project} already`,
      `Remove it first: npm uninstall ${packageName}`,
    );
  }
  rmSync(link, { force: true });
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(join(into, "node_modules", packageName), link);
  return link;
}
