import type { Problems } from "@fairline/yaml";
import type { ArtifactKind, InputPort, SourceLocation } from "@fairline/core";
import { kindOfPath } from "../stage/command-outputs.ts";
import type { InputSource } from "./source.ts";

/** An input port that is being connected. */
export interface PortUse {
  readonly port: string;
  /** Undefined for the port of a command, which takes everything. */
  readonly wanted: InputPort | undefined;
  readonly location: SourceLocation;
}

/** Whether an upstream output has the kind that the port takes. */
export function checkPortKind(
  { text }: InputSource,
  kind: ArtifactKind,
  { port, wanted, location }: PortUse,
  problems: Problems,
): boolean {
  if (wanted === undefined || wanted.kind === kind) return true;
  problems.error(location, {
    code: "port-kind",
    message: `the input "${port}" takes a ${wanted.kind}, and ${JSON.stringify(text)} is a ${kind}`,
    hint: `Connect an output of kind ${wanted.kind}.`,
  });
  return false;
}

/** Whether a file fits a port: no list, and by its extension a table where the port takes one. */
export function checkFileKind(
  { text }: InputSource,
  { port, wanted, location }: PortUse,
  problems: Problems,
): boolean {
  if (wanted?.many === true) {
    problems.error(location, {
      code: "port-kind",
      message: `the input "${port}" takes a list of what stages make, and ${JSON.stringify(text)} is a file`,
      hint: `Name a stage with an output of kind ${wanted.kind}.`,
    });
    return false;
  }
  if (wanted?.kind !== "table" || kindOfPath(text) === "table") return true;
  problems.error(location, {
    code: "port-kind",
    message: `the input "${port}" takes a table, and ${JSON.stringify(text)} is not an .arrow file`,
    hint: "Read the file into a table with a stage of its own.",
  });
  return false;
}
