import { INVALID } from "@fairline/yaml";
import type { SourceLocation } from "@fairline/core";
import type { Problems } from "@fairline/yaml";
import { checkName } from "../file/names.ts";
import { nameHint, nearestName, type InputPort } from "@fairline/core";
import { inputsOf, type StageModel, type WorkModel } from "../stage/model.ts";

/** Whether a stage has an input port of that name; a command has every one that it is given. */
export function checkPortName(
  { work }: { readonly work: WorkModel },
  port: string,
  location: SourceLocation,
  problems: Problems,
): boolean {
  const ports = inputsOf(work);
  if (ports === undefined || work.type === "command")
    return checkName(port, "port", location, problems) !== INVALID;
  if (ports.has(port)) return true;
  problems.error(location, {
    code: "port-unknown",
    message: `${work.uses} has no input port ${JSON.stringify(port)}`,
    hint: nameHint(port, ports.keys(), "input ports"),
  });
  return false;
}

/** Checks that every port that a stage cannot do without is given, unless a misspelt one stands for it. */
export function checkNeededPorts(
  { declaration, work }: StageModel & { readonly work: WorkModel },
  ports: ReadonlyMap<string, InputPort>,
  given: readonly string[],
  problems: Problems,
): void {
  const meant = given
    .filter((port) => !ports.has(port))
    .map((port) => nearestName(port, ports.keys()));
  for (const [port, { optional, summary }] of ports) {
    if (optional === true || given.includes(port) || meant.includes(port)) continue;
    problems.error(declaration.fields.get("in")?.keyLocation ?? declaration.location, {
      code: "port-missing",
      message: `the input "${port}" of ${work.type === "stage" ? work.uses : "the command"} is not connected: ${summary}`,
      hint: `Add \`in: { ${port}: … }\` with the stage or file that it comes from.`,
    });
  }
}
