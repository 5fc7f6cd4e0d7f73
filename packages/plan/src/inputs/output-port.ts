import type { SourceLocation } from "@fairline/core";
import type { Problems } from "@fairline/yaml";
import { nameHint, type ArtifactKind } from "@fairline/core";
import type { Reference } from "./reference.ts";

/**
 * The output port that a reference means: the one it names, else the only one, else the one of the wanted name.
 *
 * @returns Undefined where there is none, or several; that is reported.
 */
export function resolveOutputPort(
  about: {
    readonly reference: Reference;
    readonly outputs: ReadonlyMap<string, ArtifactKind>;
    /** The name of the input port. */
    readonly wanted: string;
    readonly text: string;
  },
  location: SourceLocation,
  problems: Problems,
): { readonly port: string; readonly kind: ArtifactKind } | undefined {
  const { reference, outputs, wanted, text } = about;
  const [only] = outputs.size === 1 ? outputs.keys() : [];
  const port = reference.port ?? only ?? wanted;
  const kind = outputs.get(port);
  if (kind !== undefined) return { port, kind };
  if (reference.port === undefined) {
    const names = [...outputs.keys()];
    problems.error(location, {
      code: "port-ambiguous",
      message: `"${reference.stage}" has several outputs, and none is called "${wanted}"`,
      hint: `Name one: ${names.map((name) => `${text}.${name}`).join(", ")}.`,
    });
  } else {
    problems.error(location, {
      code: "port-unknown",
      message: `"${reference.stage}" has no output port "${reference.port}"`,
      hint: nameHint(reference.port, outputs.keys(), "output ports"),
    });
  }
  return undefined;
}
