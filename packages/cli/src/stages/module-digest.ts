import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

/**
 * Digest of the code behind a third party's stage: its module, the files that it imports by relative paths,
 * directly or not, and the versions of the packages that these import.
 *
 * Imports are read off the text, so a path that is computed at run time is not seen.
 *
 * @param module - Absolute path of an existing file.
 * @returns SHA-256 as 64 hexadecimal digits; the same wherever the files lie.
 */
export function moduleDigest(module: string): string {
  const files = new Map<string, string>();
  const packages = new Set<string>();
  const open = [module];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (files.has(file)) continue;
    const text = readFileSync(file, "utf8");
    files.set(file, text);
    for (const specifier of importsOf(text)) {
      if (specifier.startsWith(".")) {
        const target = existingFile(resolve(dirname(file), specifier));
        if (target !== undefined) open.push(target);
      } else if (!specifier.startsWith("node:")) {
        packages.add(packageVersion(specifier, dirname(file)));
      }
    }
  }
  const digest = createHash("sha256");
  for (const file of [...files.keys()].sort()) {
    const name = relative(dirname(module), file).split(sep).join("/");
    const text = files.get(file)!;
    digest.update(`${name} ${String(text.length)}\n${text}`);
  }
  for (const name of [...packages].sort()) digest.update(`${name}\n`);
  return digest.digest("hex");
}

/** What follows `from`, `import` and `require` in quotes. */
function importsOf(text: string): string[] {
  const pattern = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)["']([^"'\n]+)["']/g;
  return [...text.matchAll(pattern)].map(([, specifier = ""]) => specifier);
}

/** The file that a relative import means, with the extensions that CommonJS leaves out. */
function existingFile(path: string): string | undefined {
  const candidates = [path, `${path}.js`, `${path}.cjs`, join(path, "index.js")];
  return candidates.find((each) => statSync(each, { throwIfNoEntry: false })?.isFile() === true);
}

/** `name@version` of the package that an import means; `name@absent` where it is not installed. */
function packageVersion(specifier: string, from: string): string {
  const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
  for (let folder = from; ; folder = dirname(folder)) {
    const manifest = join(folder, "node_modules", name, "package.json");
    if (existsSync(manifest)) {
      // npm has read it before us.
      const { version = "" } = JSON.parse(readFileSync(manifest, "utf8")) as { version?: string };
      return `${name}@${version}`;
    }
    if (folder === dirname(folder)) return `${name}@absent`;
  }
}
