import { resolve } from "node:path";
import { nameHint } from "@fairline/core";
import type { SourceLocation } from "@fairline/core";
import { INVALID, allValid, locate } from "@fairline/yaml";
import type { Invalid } from "@fairline/yaml";
import { escapeReason, ownedReason } from "../file/relative-path.ts";
import {
  fieldValue,
  type Field,
  type PointContext,
  type StageDeclaration,
} from "../file/stage-declaration.ts";
import type { LoadContext } from "../load-context.ts";
import { outputsOf, type StageOrCommand } from "../stage/model.ts";

/** One output that is copied into the working tree. */
export interface Publication {
  readonly stage: string;
  readonly instance: string;
  readonly port: string;
  /** Absolute path. */
  readonly path: string;
  /** As it is written. */
  readonly text: string;
  /** Whether a file or folder that no run has made may be replaced. */
  readonly replaces: boolean;
  readonly location: SourceLocation;
}

/** What an instance publishes; {@link INVALID} where something is wrong. */
export function publicationsOf(
  { name: stage, fields: { publish: field } }: StageDeclaration,
  work: StageOrCommand,
  at: PointContext,
): readonly Publication[] | Invalid {
  if (field === undefined) return [];
  const outputs = outputsOf(work);
  const { instance, context } = at;
  const value = fieldValue(field, at);
  if (value === INVALID || outputs === undefined) return INVALID;
  const ports = [...outputs.keys()];
  const byPort = typeof value === "string" ? onlyPort(value, { stage, field, ports }, at) : value;
  if (byPort === INVALID) return INVALID;
  const publications = Object.entries(byPort).map(([port, published]) => {
    const isPath = typeof published === "string";
    const { path: text, replace = false } = isPath ? { path: published } : published;
    const { node, keyLocation } = locate(field.node, isPath ? [port] : [port, "path"]);
    const { location } = node;
    if (!ports.includes(port)) {
      return context.problems.error(keyLocation, {
        code: "port-unknown",
        message: `"${stage}" has no output port ${JSON.stringify(port)} to publish`,
        hint: nameHint(port, ports, "output ports"),
      });
    }
    if (!checkInside(text, location, context)) return INVALID;
    const path = resolve(context.folder, text);
    return { stage, instance, port, path, text, replaces: replace, location };
  });
  return allValid(publications);
}

/** The one output that a bare `publish: path` means. */
function onlyPort(
  text: string,
  about: { readonly stage: string; readonly field: Field; readonly ports: readonly string[] },
  { context: { problems } }: PointContext,
): Readonly<Record<string, string>> | Invalid {
  const { stage, field, ports } = about;
  const [first, ...more] = ports;
  if (first !== undefined && more.length === 0) return { [first]: text };
  return problems.error(field.node.location, {
    code: "port-ambiguous",
    message: `"${stage}" has ${ports.length === 0 ? "no" : "several"} outputs, and this does not say which one is published`,
    hint: `Name it: \`publish: { ${first ?? "output"}: ${text} }\`.${ports.length > 1 ? ` The outputs are: ${ports.join(", ")}.` : ""}`,
  });
}

/** Whether a published path stays inside the pipeline file's folder, links followed, and out of tools' own folders. */
function checkInside(
  path: string,
  location: SourceLocation,
  { folder, reads, problems }: LoadContext,
): boolean {
  const linkReason = (): string | undefined => {
    const target = reads.linkOut(resolve(folder, path), folder);
    return target === null ? undefined : `a link leads to ${target}`;
  };
  const reason = escapeReason(path) ?? ownedReason(path) ?? linkReason();
  if (reason === undefined) return true;
  problems.errorAtPoints(location, {
    code: "publish-outside",
    message: `nothing can be published to ${JSON.stringify(path)}: ${reason}`,
    hint: "Write a path below the folder of the pipeline file, such as reports/page.html.",
  });
  return false;
}
