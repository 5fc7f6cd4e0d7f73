import { FairlineError, type ExternalInput } from "@fairline/core";
import type { StageWork } from "../plan.ts";
import type { StageDeclaration } from "../file/stage-declaration.ts";
import { stageOf } from "../matrix/point.ts";
import type { Loading } from "../load-context.ts";
import { reportExternalError } from "./external-error.ts";
import { checkExternalFile } from "./external-file.ts";

/**
 * Asks the stages what they read besides their inputs, once for each set of parameters, and checks that the
 * files among it are there.
 *
 * @returns Absolute paths of those files.
 */
export async function checkExternals(
  works: ReadonlyMap<string, StageWork>,
  declarations: ReadonlyMap<string, StageDeclaration>,
  loading: Loading,
): Promise<readonly string[]> {
  const asked = new Set<object>();
  const files: string[] = [];
  for (const [id, work] of works) {
    const declaration = declarations.get(stageOf(id));
    if (work.stage.externals === undefined || declaration === undefined) continue;
    if (asked.has(work.params)) continue;
    asked.add(work.params);
    for (const external of await externalsOf(work, declaration, loading)) {
      if (external.type !== "file") continue;
      files.push(external.path);
      checkExternalFile(external, declaration, loading);
    }
  }
  return files;
}

async function externalsOf(
  work: StageWork,
  declaration: StageDeclaration,
  loading: Loading,
): Promise<readonly ExternalInput[]> {
  try {
    return await loading.outside.externalsOf(work, loading.folder);
  } catch (error) {
    // A stage of ours that throws anything else has a bug, which must not pass for the user's mistake.
    if (!(error instanceof FairlineError) && work.module === undefined) throw error;
    if (error instanceof FairlineError && error.problems !== undefined) {
      const { diagnostics, texts } = error.problems;
      for (const [file, text] of texts) loading.texts.set(file, text);
      loading.problems.addAll(diagnostics);
    } else reportExternalError(work.uses, error, declaration, loading.problems);
    return [];
  }
}
