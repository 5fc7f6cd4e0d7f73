/** A stage outside Fairline, as `uses:` names it. */
export interface ThirdParty {
  readonly from:
    | { readonly type: "file"; readonly path: string }
    | { readonly type: "package"; readonly name: string; readonly subpath: string };
  /** The stage's name in its module; undefined where the module has one stage. */
  readonly name: string | undefined;
}

const PACKAGE = /^(@[a-z0-9~-][\w.~-]*\/[\w.~-]+|[a-z0-9~-][\w.~-]*)(\/[\w./~-]+)?$/u;

/** Reads `./my-stage.ts`, `./stages.ts#name` and `@acme/stages#name`; undefined for anything else. */
export function parseThirdParty(uses: string): ThirdParty | undefined {
  const hash = uses.indexOf("#");
  const source = hash < 0 ? uses : uses.slice(0, hash);
  const name = hash < 0 ? undefined : uses.slice(hash + 1);
  if (name === "") return undefined;
  if (/^\.{1,2}\//u.test(source)) return { from: { type: "file", path: source }, name };
  const [, packageName, subpath = ""] = (name === undefined ? null : PACKAGE.exec(source)) ?? [];
  if (packageName === undefined || subpath.includes("..")) return undefined;
  return { from: { type: "package", name: packageName, subpath }, name };
}
