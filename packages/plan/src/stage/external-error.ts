import type { Problems } from "@fairline/yaml";
import { FairlineError } from "@fairline/core";
import type { StageDeclaration } from "../file/stage-declaration.ts";

/** Reports what a stage says of its own parameters before it runs: an unknown dataset, a recipe that cannot be read. */
export function reportExternalError(
  uses: string,
  error: unknown,
  { fields, location }: StageDeclaration,
  problems: Problems,
): void {
  const at = fields.get("with")?.node.location ?? fields.get("uses")?.node.location ?? location;
  if (error instanceof FairlineError) {
    problems.error(at, {
      code: "param-invalid",
      message: `${uses}: ${error.message}${placeWords(error)}`,
      hint: error.hint,
    });
    return;
  }
  const reason = error instanceof Error ? error.message : String(error);
  problems.error(at, {
    code: "uses-unloadable",
    message: `${uses} cannot say what it reads: ${reason}`,
    hint: "Report this to the author of the stage.",
  });
}

function placeWords({ at }: FairlineError): string {
  if (at === undefined) return "";
  const position = [at.line, at.column]
    .filter((one) => one !== undefined)
    .map((one) => `:${String(one)}`);
  return ` (${at.file}${position.join("")})`;
}
