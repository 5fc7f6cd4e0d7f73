import { resolve } from "node:path";
import { sha256 } from "@fairline/core";
import type { ExternalInput, JsonValue, Stage } from "@fairline/core";
import { findEntry } from "./entry.ts";
import { linkOut } from "./link-out.ts";
import { findPackageModule, type PackageModule } from "./package-module.ts";
import type { Question } from "./question.ts";
import { readSource, type Source } from "./source.ts";

/** What answers to questions rest on besides the file system. */
export interface AnswerSources {
  /** Digest of the code behind a third party's module, an absolute path. */
  codeOf(module: string): string;
  /** Loads a stage by what `uses:` says; `module` is the absolute path of a third party's. */
  stageFor(uses: string, module: string | undefined): Promise<Stage>;
}

/**
 * Answers a question as planning did. Where it throws, the answer has changed.
 *
 * @param texts - Gets the texts that are read, by path.
 */
export async function answerTo(
  question: Question,
  sources: AnswerSources,
  texts: Map<string, string>,
): Promise<JsonValue> {
  switch (question.about) {
    case "text": {
      const source = readSource(question.path, "");
      if ("text" in source) texts.set(question.path, source.text);
      return answerOfText(source);
    }
    case "entry":
      return findEntry(question.path);
    case "link":
      return linkOut(question.path, question.folder);
    case "package":
      return answerOfPackage(findPackageModule(question, question.folder));
    case "code":
      return sources.codeOf(question.module);
    case "externals": {
      const { uses, module, params, folder } = question;
      const stage = await sources.stageFor(uses, module);
      return answerOfExternals(
        (await stage.externals?.(params, (path) => resolve(folder, path))) ?? [],
      );
    }
  }
}

/** Digest of a text; null where there is none to read. */
export function answerOfText(source: Source): string | null {
  return "text" in source ? sha256(source.text) : null;
}

/** Path of a package's module; null where there is none. */
export function answerOfPackage(found: PackageModule | undefined): string | null {
  return found !== undefined && "module" in found ? found.module : null;
}

/** The files among what a stage reads from outside: a plan knows nothing of the rest. */
export function answerOfExternals(externals: readonly ExternalInput[]): readonly string[] {
  return externals.flatMap((external) => (external.type === "file" ? [external.path] : []));
}
