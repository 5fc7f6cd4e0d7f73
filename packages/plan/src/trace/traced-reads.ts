import { resolve } from "node:path";
import { FairlineError, sha256 } from "@fairline/core";
import type { ExternalInput, Stage } from "@fairline/core";
import type { PlannedStage, StageWork } from "../plan.ts";
import type { Dependency, RecordedDependency } from "./dependency.ts";
import { findEntry, linkOut, readSource, type Entry, type Source } from "./files.ts";
import { findPackageModule, type PackageModule } from "./package-module.ts";

/** The code behind a third party's module. */
export interface ModuleSource {
  readonly digest: string;
  /** Absolute paths of all files that it lies in. */
  readonly files: readonly string[];
}

/** Where code is had from that is not in the file system's texts. */
export interface CodeSources {
  /**
   * The code behind a third party's module, an absolute path.
   *
   * @throws FairlineError where it imports what cannot be followed.
   */
  readonly codeOf: (module: string) => ModuleSource;
  /** Loads a stage by what `uses:` says; `module` is the absolute path of a third party's. */
  readonly stageFor: (uses: string, module: string | undefined) => Promise<Stage>;
}

/**
 * The one door between planning and the file system. It records everything that it looks at with its digest, so that a plan
 * can later be known to be still right by looking again.
 */
export class TracedReads {
  /** Texts of the files that were read, by path. */
  readonly texts = new Map<string, string>();
  /** The files of third parties' code. */
  readonly codeFiles = new Set<string>();
  readonly #recorded: RecordedDependency[] = [];
  readonly #entries = new Map<string, Entry>();
  readonly #codeOf: CodeSources["codeOf"] | undefined;

  /** @param codeOf - Without it, plans that use a third party's module are not cached. */
  constructor(codeOf: CodeSources["codeOf"] | undefined) {
    this.#codeOf = codeOf;
  }

  /** Everything that was looked at, in order. */
  get dependencies(): readonly RecordedDependency[] {
    return this.#recorded;
  }

  /** Reads a text file. @param what - What messages call it: `the included file "shared.yaml"`. */
  read(path: string, what: string): Source {
    const source = readSource(path, what);
    if ("text" in source) this.texts.set(path, source.text);
    this.#record({ type: "text", path }, "text" in source ? sha256(source.text) : "");
    return source;
  }

  /** What lies at an absolute path, links followed; looked up in the file system once a path. */
  entryAt(path: string): Entry {
    const known = this.#entries.get(path);
    if (known !== undefined) return known;
    const entry = findEntry(path);
    this.#entries.set(path, entry);
    this.#record({ type: "entry", path }, entry);
    return entry;
  }

  /** Where a link leads to on the way from a folder to a path below it; null where none leads out. */
  linkOut(path: string, folder: string): string | null {
    const target = linkOut(path, folder);
    this.#record({ type: "link", path, folder }, target ?? "");
    return target;
  }

  /** Finds the module that a package offers to `import`, from a folder upwards. */
  packageModule(
    { name, subpath }: { readonly name: string; readonly subpath: string },
    folder: string,
  ): PackageModule | undefined {
    const found = findPackageModule({ name, subpath }, folder);
    const module = found !== undefined && "module" in found ? found.module : "";
    this.#record({ type: "package", name, subpath, folder }, module);
    return found;
  }

  /**
   * Records the code of a third party's module that is about to be imported: before, so that an edit meanwhile shows.
   *
   * @returns Why it cannot be followed; undefined where it can.
   */
  recordCode(module: string): FairlineError | undefined {
    let source: ModuleSource | undefined;
    let refusal: FairlineError | undefined;
    try {
      source = this.#codeOf?.(module);
    } catch (error) {
      // A module that cannot be read cannot be imported either, which is reported.
      if (error instanceof FairlineError) refusal = error;
    }
    for (const file of [module, ...(source?.files ?? [])]) this.codeFiles.add(file);
    this.#record({ type: "code", module }, source?.digest);
    return refusal;
  }

  /** Asks a stage what it reads from outside. A plan rests on the files among it, and knows nothing of the rest. */
  async externalsOf(
    { uses, module, params, stage }: Asked,
    folder: string,
  ): Promise<readonly ExternalInput[]> {
    const externals = await stage.externals?.(params, (path) => resolve(folder, path));
    if (externals === undefined) return [];
    const files = externals.flatMap((one) => (one.type === "file" ? [one.path] : []));
    this.#record({ type: "externals", uses, module, params, folder }, files.join("\0"));
    return externals;
  }

  /** Looks at a dependency again as it was first looked at. Where it throws, it has changed. */
  async replay(dependency: Dependency, stageFor: CodeSources["stageFor"]): Promise<void> {
    switch (dependency.type) {
      case "text":
        this.read(dependency.path, "");
        return;
      case "entry":
        this.entryAt(dependency.path);
        return;
      case "link":
        this.linkOut(dependency.path, dependency.folder);
        return;
      case "package":
        this.packageModule(dependency, dependency.folder);
        return;
      case "code":
        this.recordCode(dependency.module);
        return;
      case "externals": {
        const stage = await stageFor(dependency.uses, dependency.module);
        await this.externalsOf({ ...dependency, stage }, dependency.folder);
      }
    }
  }

  #record(dependency: Dependency, digest: string | undefined): void {
    this.#recorded.push({ dependency, digest });
  }
}

/** A stage with its parameters. */
interface Asked extends Pick<StageWork, "uses" | "module" | "params"> {
  readonly stage: Pick<PlannedStage, "externals">;
}
