import { relative } from "node:path";
import { FairlineError } from "@fairline/core";
import type { ExternalInput, SourceLocation } from "@fairline/core";
import { locate } from "@fairline/yaml";
import type { Problem } from "@fairline/yaml";
import type { StageDeclaration } from "../file/stage-declaration.ts";
import type { LoadContext } from "../load-context.ts";
import { stageOf } from "../matrix/point.ts";
import type { StageWork } from "../plan.ts";
import { checkInputFile } from "./input-file.ts";

/**
 * Asks the stages what they read besides their inputs, once for each set of parameters, and checks that the
 * files among it are there.
 *
 * @param stageCalls - What stages are asked to do, by instance id.
 * @returns Absolute paths of those files.
 */
export async function checkExternals(
  stageCalls: ReadonlyMap<string, StageWork>,
  declarations: ReadonlyMap<string, StageDeclaration>,
  context: LoadContext,
): Promise<readonly string[]> {
  const asked = new Set<object>();
  const files: string[] = [];
  for (const [id, work] of stageCalls) {
    const declaration = declarations.get(stageOf(id));
    if (work.stage.externals === undefined || declaration === undefined) continue;
    if (asked.has(work.params)) continue;
    asked.add(work.params);
    for (const external of await externalsOf(work, declaration, context)) {
      if (external.type !== "file") continue;
      const { path, param = [] } = external;
      files.push(path);
      const at = locationOfParam(declaration, param);
      checkInputFile(relative(context.folder, path) || path, at, context);
    }
  }
  return files;
}

async function externalsOf(
  work: StageWork,
  declaration: StageDeclaration,
  { reads, folder, texts, problems }: LoadContext,
): Promise<readonly ExternalInput[]> {
  try {
    return await reads.externalsOf(work, folder);
  } catch (error) {
    // A stage of ours that throws anything else has a bug, which must not pass for the user's mistake.
    if (!(error instanceof FairlineError) && work.module === undefined) throw error;
    if (error instanceof FairlineError && error.problems !== undefined) {
      for (const [file, text] of error.problems.texts) texts.set(file, text);
      problems.addAll(error.problems.diagnostics);
    } else problems.error(locationOfParam(declaration, []), problemOf(work.uses, error));
    return [];
  }
}

/** What a stage says of its own parameters before it runs: an unknown dataset, a recipe that cannot be read. */
function problemOf(uses: string, error: unknown): Problem {
  if (error instanceof FairlineError) {
    const message = `${uses}: ${error.message}${locationText(error)}`;
    return { code: "param-invalid", message, hint: error.hint };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: "uses-unloadable",
    message: `${uses} cannot say what it reads: ${reason}`,
    hint: "Report this to the author of the stage.",
  };
}

function locationOfParam(
  { fields, location }: StageDeclaration,
  param: readonly PropertyKey[],
): SourceLocation {
  if (fields.with !== undefined) return locate(fields.with.node, param).node.location;
  return fields.uses?.node.location ?? location;
}

function locationText({ at }: FairlineError): string {
  if (at === undefined) return "";
  const position = [at.line, at.column]
    .filter((one) => one !== undefined)
    .map((one) => `:${String(one)}`);
  return ` (${at.file}${position.join("")})`;
}
