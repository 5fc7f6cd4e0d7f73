import { statSync } from "node:fs";
import { FairlineError, sha256 } from "@fairline/core";
import { listTree, serialiseTree } from "./trees.ts";
import type { TreeEntry } from "./trees.ts";
import type { Stored } from "./object-store.ts";

/**
 * Digest of a file or directory; a directory's is that of the tree object it would be.
 *
 * @param digestOf - Gives the digest of a file.
 * @throws FairlineError `ARTIFACT_INVALID` for what is neither, and for what a tree cannot hold.
 */
export async function digestOfPath(
  path: string,
  digestOf: (path: string) => Promise<string>,
): Promise<Stored> {
  const stat = statSync(path);
  if (stat.isFile()) return { digest: await digestOf(path), form: "file" };
  if (!stat.isDirectory()) {
    throw new FairlineError("ARTIFACT_INVALID", "it is neither a file nor a directory", {
      hint: "Write what it gives into a file.",
    });
  }
  const { files, empty } = listTree(path);
  const entries: TreeEntry[] = empty.map((name) => ({ path: name, mode: "directory" }));
  for (const file of files) {
    const digest = await digestOf(file.absolute);
    entries.push({ path: file.path, mode: file.mode, digest });
  }
  return { digest: sha256(serialiseTree(entries)), form: "tree" };
}
