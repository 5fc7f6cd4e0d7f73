import type { SourceLocation } from "@fairline/core";
import { INVALID, locate } from "@fairline/yaml";
import type { Invalid, Problems } from "@fairline/yaml";
import { resolve } from "node:path";
import { fieldValue, type StageDeclaration } from "../file/stage-declaration.ts";
import type { Scope } from "../expression/scope.ts";
import type { Loading } from "../load-context.ts";
import { checkPublishInside } from "./inside.ts";
import { checkPublishPort, reportUnnamedPublish } from "./port.ts";
import { outputsOf, type WorkModel } from "../stage/model.ts";

/** One output that is copied into the working tree. */
export interface Publication {
  readonly stage: string;
  readonly instance: string;
  readonly port: string;
  /** Absolute path. */
  readonly path: string;
  /** As it is written. */
  readonly text: string;
  readonly location: SourceLocation;
}

/** What an instance publishes; {@link INVALID} where something is wrong. */
export function publicationsOf(
  declaration: StageDeclaration,
  work: WorkModel,
  at: { readonly scope: Scope; readonly instance: string; readonly loading: Loading },
): readonly Publication[] | Invalid {
  const field = declaration.fields.get("publish");
  const outputs = outputsOf(work);
  if (field === undefined) return [];
  const { scope, instance, loading } = at;
  const { problems, folder } = loading;
  const value = fieldValue(field, scope, instance, problems);
  if (value === INVALID || outputs === undefined) return INVALID;
  // The shape of `publish` is a text or a map of texts.
  const given = value as string | Readonly<Record<string, string>>;
  const byPort =
    typeof given === "string" ? onlyPort(given, declaration, [...outputs.keys()], problems) : given;
  const publications: Publication[] = [];
  for (const [port, text] of Object.entries(byPort ?? {})) {
    const { node, keyLocation } = locate(field.node, [port]);
    const isValid =
      checkPublishPort(
        port,
        { declaration, outputs, location: keyLocation ?? node.location },
        problems,
      ) && checkPublishInside(text, node.location, loading);
    if (!isValid) return INVALID;
    const path = resolve(folder, text);
    publications.push({
      stage: declaration.name,
      instance,
      port,
      path,
      text,
      location: node.location,
    });
  }
  return byPort === undefined ? INVALID : publications;
}

function onlyPort(
  text: string,
  declaration: StageDeclaration,
  ports: readonly string[],
  problems: Problems,
): Readonly<Record<string, string>> | undefined {
  const [only] = ports;
  if (only !== undefined && ports.length === 1) return { [only]: text };
  reportUnnamedPublish(text, declaration, ports, problems);
  return undefined;
}
