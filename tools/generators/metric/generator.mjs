import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { formatFiles, generateFiles, workspaceRoot } from "@nx/devkit";
import { Problem } from "../../common/problem.mjs";
import { identifiers } from "../identifiers.mjs";

/**
 * Writes a metric of a group that computes, to be changed: the share of rows that are positive and predicted so, or how many there are.
 *
 * @param {import("@nx/devkit").Tree} tree
 * @param {{ readonly metric: string; readonly kind: "rate" | "cells" }} options
 * @returns A function that writes the catalog and says what is left to do.
 * @throws Problem if there is a metric of that name
 */
export async function metricGenerator(tree, { metric, kind }) {
  const [folder, name] = metric.split("/");
  const root = "packages/metrics";
  const file = join(root, "src", `${metric}.ts`);
  if (tree.exists(file))
    throw new Problem(`there is a metric ${file} already`, "Give it another name.");
  const order = nextOrder(tree, join(root, "src", folder));
  const words = { folder, name, order, ...identifiers(name) };
  generateFiles(tree, join(import.meta.dirname, "files", kind), root, words);
  await formatFiles(tree);
  return () => {
    spawnSync(process.execPath, ["tools/catalog.mjs"], { cwd: workspaceRoot, stdio: "inherit" });
    console.log(
      `\nThe metric ${words.snake} is there. Next: "Add a metric" in CONTRIBUTING.md, from step 2.`,
    );
  };
}

/** Ten after the last of the folder. */
function nextOrder(tree, folder) {
  const orders = tree
    .children(folder)
    .map((name) => /^ {2}order: (\d+),$/m.exec(tree.read(join(folder, name), "utf8"))?.[1] ?? 0);
  return Math.max(...orders.map(Number)) + 10;
}
