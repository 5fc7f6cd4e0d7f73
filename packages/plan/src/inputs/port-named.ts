import type { Problems } from "@fairline/yaml";
import type { InputPort } from "@fairline/core";
import type { StageModel } from "../stage/model.ts";

/** Reports a bare `in: stage` for work with no input port, or several, or with ports of the user's naming. */
export function reportUnnamedPort(
  { declaration, work }: StageModel,
  text: string,
  ports: ReadonlyMap<string, InputPort> | undefined,
  problems: Problems,
): void {
  const field = declaration.fields.get("in");
  if (field === undefined) return;
  const uses = work?.type === "stage" ? work.uses : "a command";
  if (ports?.size === 0) {
    problems.error(field.keyLocation, {
      code: "port-unknown",
      message: `${uses} has no input ports`,
      hint: "Remove `in:`.",
    });
    return;
  }
  const names = [...(ports?.keys() ?? [])];
  problems.error(field.node.location, {
    code: "port-ambiguous",
    message:
      ports === undefined
        ? "a command has the input ports that you name, and this one has no name"
        : `${uses} has several input ports, and this does not say which one is meant`,
    hint: `Name it: \`in: { ${names[0] ?? "data"}: ${text} }\`.${names.length > 1 ? ` The ports are: ${names.join(", ")}.` : ""}`,
  });
}
