import type { SourceLocation } from "@fairline/core";
import type { Problems } from "@fairline/yaml";
import { nameHint } from "@fairline/core";
import type { StageDeclaration } from "../file/stage-declaration.ts";

/** Whether a stage has the output that is to be published. */
export function checkPublishPort(
  port: string,
  about: {
    readonly declaration: StageDeclaration;
    readonly outputs: ReadonlyMap<string, unknown>;
    readonly location: SourceLocation;
  },
  problems: Problems,
): boolean {
  const { declaration, outputs, location } = about;
  if (outputs.has(port)) return true;
  problems.error(location, {
    code: "port-unknown",
    message: `"${declaration.name}" has no output port ${JSON.stringify(port)} to publish`,
    hint: nameHint(port, outputs.keys(), "output ports"),
  });
  return false;
}

/** Reports `publish: path` for a stage with several outputs. */
export function reportUnnamedPublish(
  text: string,
  { name, fields }: StageDeclaration,
  ports: readonly string[],
  problems: Problems,
): void {
  const field = fields.get("publish");
  if (field === undefined) return;
  problems.error(field.node.location, {
    code: "port-ambiguous",
    message: `"${name}" has ${ports.length === 0 ? "no" : "several"} outputs, and this does not say which one is published`,
    hint: `Name it: \`publish: { ${ports[0] ?? "output"}: ${text} }\`.${ports.length > 1 ? ` The outputs are: ${ports.join(", ")}.` : ""}`,
  });
}
