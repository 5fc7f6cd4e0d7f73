import { createHash } from "node:crypto";
import { dirname, relative, sep } from "node:path";
import { realpathSync } from "node:fs";
import { readModuleCode } from "./module-code.ts";
import type { ModuleCode } from "./module-code.ts";

/** The code behind a third party's stage: its digest, and the files that it was read from. */
export interface ModuleDigest extends Pick<ModuleCode, "stamps"> {
  /** SHA-256 as 64 hexadecimal digits; the same wherever the files lie. */
  readonly digest: string;
  /** Real paths. */
  readonly files: readonly string[];
}

/**
 * Digest of the code behind a third party's stage: see {@link readModuleCode}.
 *
 * @param module - Absolute path of an existing file.
 * @throws FairlineError `FILE_INVALID` for an import that cannot be followed.
 */
export function moduleDigest(module: string): ModuleDigest {
  const { files, packages, stamps } = readModuleCode(module);
  const base = dirname(realpathSync(module));
  const digest = createHash("sha256");
  const paths = [...files.keys()].sort();
  for (const path of paths) {
    const bytes = files.get(path)!;
    digest.update(`${relative(base, path).split(sep).join("/")} ${String(bytes.length)}\n`);
    digest.update(bytes);
  }
  for (const name of [...packages].sort()) digest.update(`${name}\n`);
  return { digest: digest.digest("hex"), files: paths, stamps };
}
