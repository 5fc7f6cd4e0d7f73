import { resolve } from "node:path";
import type { ExternalInput } from "@fairline/core";
import type { StageWork } from "../plan.ts";
import { answerOfExternals, answerOfPackage, answerOfText } from "./answer.ts";
import { findEntry, type Entry } from "./entry.ts";
import { linkOut } from "./link-out.ts";
import { findPackageModule, type PackageModule } from "./package-module.ts";
import type { Finding, Question } from "./question.ts";
import { readSource, type Source } from "./source.ts";

/**
 * The one door between planning and the file system. It notes every question with its answer, so that a plan can later be
 * known to be still right by asking again.
 */
export class Outside {
  readonly #findings: Finding[] = [];
  readonly #entries = new Map<string, Entry>();
  readonly #codeOf: ((module: string) => string) | undefined;

  /** @param codeOf - Digest of the code behind a third party's module, an absolute path; plans that use one are not kept without it. */
  constructor(codeOf: ((module: string) => string) | undefined) {
    this.#codeOf = codeOf;
  }

  /** Everything that was asked, in order. */
  get findings(): readonly Finding[] {
    return this.#findings;
  }

  /** Reads a text file. @param what - What messages call it: `the included file "shared.yaml"`. */
  read(path: string, what: string): Source {
    const source = readSource(path, what);
    this.#note({ about: "text", path }, answerOfText(source));
    return source;
  }

  /** What lies at an absolute path, links followed; asked of the file system once a path. */
  entryAt(path: string): Entry {
    const known = this.#entries.get(path);
    if (known !== undefined) return known;
    const entry = findEntry(path);
    this.#entries.set(path, entry);
    this.#note({ about: "entry", path }, entry);
    return entry;
  }

  /** Where a link leads to on the way from a folder to a path below it; null where none leads out. */
  linkOut(path: string, folder: string): string | null {
    const location = linkOut(path, folder);
    this.#note({ about: "link", path, folder }, location);
    return location;
  }

  /** Finds the module that a package offers to `import`, from a folder upwards. */
  packageModule(
    { name, subpath }: { readonly name: string; readonly subpath: string },
    folder: string,
  ): PackageModule | undefined {
    const found = findPackageModule({ name, subpath }, folder);
    this.#note({ about: "package", name, subpath, folder }, answerOfPackage(found));
    return found;
  }

  /** Says that a third party's module is about to be imported: before, so that an edit meanwhile shows. */
  willImport(module: string): void {
    this.#note({ about: "code", module }, this.#digestOf(module));
  }

  #digestOf(module: string): string | undefined {
    try {
      return this.#codeOf?.(module);
    } catch {
      // A module that cannot be read cannot be imported either, which is reported.
      return undefined;
    }
  }

  /** Asks a stage what it reads from outside. */
  async externalsOf(
    { uses, stage, params, module }: StageWork,
    folder: string,
  ): Promise<readonly ExternalInput[]> {
    const externals = await stage.externals?.(params, (path) => resolve(folder, path));
    if (externals === undefined) return [];
    const question = { about: "externals", uses, module, params, folder } as const;
    this.#note(question, answerOfExternals(externals));
    return externals;
  }

  #note(question: Question, answer: Finding["answer"]): void {
    this.#findings.push({ question, answer });
  }
}
