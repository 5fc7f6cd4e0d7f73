import { nameHint, nearestName } from "@fairline/core";
import type { ArtifactKind, InputPort, SourceLocation } from "@fairline/core";
import { INVALID, locate } from "@fairline/yaml";
import type { Problem, Problems } from "@fairline/yaml";
import type { StageValues } from "../file/keys.ts";
import { checkName } from "../file/names.ts";
import type { Field } from "../file/stage-declaration.ts";
import { kindOfPath } from "../stage/command-paths.ts";
import { inputsOf, type StageModel, type StageOrCommand } from "../stage/model.ts";
import { resolveSource, type BindContext, type InputSource } from "./source.ts";

/** Where one input port of a stage gets its value, before the points are joined. */
export interface InputBinding {
  readonly port: string;
  readonly kind: ArtifactKind;
  /** Whether the port takes a list. */
  readonly takesMany: boolean;
  /** Whether `stage[*]` can be connected: to a port that takes a list, and to a command. */
  readonly takesAll: boolean;
  /** Whether the stage runs without it. */
  readonly isOptional: boolean;
  readonly source: InputSource;
  /** Where the reference stands. */
  readonly location: SourceLocation;
}

/** A stage whose work is known. */
type Reader = StageModel & { readonly work: StageOrCommand };

/**
 * Binds the input ports of a stage to what `in:` says.
 *
 * @param value - The evaluated `in:`; undefined where there is none.
 * @returns Undefined where something is wrong, which was reported.
 */
export function bindInputs(
  reader: Reader,
  value: StageValues["in"] | undefined,
  pipeline: BindContext,
): readonly InputBinding[] | undefined {
  const { problems } = pipeline.context;
  const { declaration, work } = reader;
  const field = declaration.fields.in;
  const ports = inputsOf(work);
  if (field === undefined || value === undefined) {
    return checkNeededPorts(reader, [], problems) ? [] : undefined;
  }
  const given = typeof value === "string" ? onlyPort(reader, field, value, problems) : value;
  if (given === undefined) return undefined;
  const bindings = Object.entries(given).map(([port, text]) =>
    bind({ port, text, ...locate(field.node, [port]), wanted: ports?.get(port) }, work, pipeline),
  );
  const bound = bindings.filter((binding) => binding !== undefined);
  const isWhole = checkNeededPorts(reader, Object.keys(given), problems);
  return isWhole && bound.length === bindings.length ? bound : undefined;
}

/** The one port that a bare `in: stage` means. */
function onlyPort(
  { work }: Reader,
  field: Field,
  text: string,
  problems: Problems,
): Readonly<Record<string, string>> | undefined {
  const ports = inputsOf(work);
  const all = [...(ports ?? [])];
  const needed = all.filter(([, { optional }]) => optional !== true);
  const [only] = all.length === 1 ? all : needed.length === 1 ? needed : [];
  if (only !== undefined) return { [only[0]]: text };
  const uses = work.type === "stage" ? work.uses : "a command";
  if (ports?.size === 0) {
    problems.error(field.keyLocation, {
      code: "port-unknown",
      message: `${uses} has no input ports`,
      hint: "Remove `in:`.",
    });
    return undefined;
  }
  const names = all.map(([name]) => name);
  problems.error(field.node.location, {
    code: "port-ambiguous",
    message:
      ports === undefined
        ? "a command has the input ports that you name, and this one has no name"
        : `${uses} has several input ports, and this does not say which one is meant`,
    hint: `Name it: \`in: { ${names[0] ?? "data"}: ${text} }\`.${names.length > 1 ? ` The ports are: ${names.join(", ")}.` : ""}`,
  });
  return undefined;
}

/** Whether every port is given that a stage cannot do without, unless a misspelt one stands for it. */
function checkNeededPorts(
  { declaration, work }: Reader,
  given: readonly string[],
  problems: Problems,
): boolean {
  if (work.type === "command") return true;
  const ports = new Map(Object.entries(work.stage.inputs));
  const meant = given
    .filter((port) => !ports.has(port))
    .map((port) => nearestName(port, ports.keys()));
  let isWhole = true;
  for (const [port, { optional, summary }] of ports) {
    if (optional === true || given.includes(port) || meant.includes(port)) continue;
    isWhole = false;
    problems.error(declaration.fields.in?.keyLocation ?? declaration.location, {
      code: "port-missing",
      message: `the input "${port}" of ${work.uses} is not connected: ${summary}`,
      hint: `Add \`in: { ${port}: … }\` with the stage or file that it comes from.`,
    });
  }
  return isWhole;
}

/** An input port that is being connected. */
interface Connection {
  readonly port: string;
  /** What it is connected to, as it is written. */
  readonly text: string;
  /** Undefined for the port of a command, which takes everything. */
  readonly wanted: InputPort | undefined;
  readonly keyLocation: SourceLocation;
  readonly node: { readonly location: SourceLocation };
}

function bind(
  connection: Connection,
  work: StageOrCommand,
  pipeline: BindContext,
): InputBinding | undefined {
  const { port, text, wanted } = connection;
  const { location } = connection.node;
  const { problems } = pipeline.context;
  if (!checkPortName(connection, work, problems)) return undefined;
  const resolved = resolveSource({ text, port, location }, pipeline);
  if (resolved === undefined) return undefined;
  const { source, kind } = resolved;
  const misfit = wanted && misfitOf(source, kind, port, wanted);
  if (misfit !== undefined) {
    problems.error(location, misfit);
    return undefined;
  }
  return {
    port,
    kind: wanted?.kind ?? kind,
    takesMany: wanted?.many ?? false,
    takesAll: wanted === undefined || wanted.many === true,
    isOptional: wanted?.optional ?? false,
    source,
    location,
  };
}

/** Whether a stage has an input port of that name; a command has every one that it is given. */
function checkPortName(
  { port, wanted, keyLocation }: Connection,
  work: StageOrCommand,
  problems: Problems,
): boolean {
  if (work.type === "command") return checkName(port, "port", keyLocation, problems) !== INVALID;
  if (wanted !== undefined) return true;
  problems.error(keyLocation, {
    code: "port-unknown",
    message: `${work.uses} has no input port ${JSON.stringify(port)}`,
    hint: nameHint(port, Object.keys(work.stage.inputs), "input ports"),
  });
  return false;
}

/** Why something cannot be connected to a port; undefined where it can. */
function misfitOf(
  source: InputSource,
  kind: ArtifactKind,
  port: string,
  wanted: InputPort,
): Problem | undefined {
  if (source.type === "file") return misfitOfFile(source.text, port, wanted);
  if (wanted.kind !== kind) {
    return {
      code: "port-kind",
      message: `the input "${port}" takes a ${wanted.kind}, and ${JSON.stringify(source.text)} is a ${kind}`,
      hint: `Connect an output of kind ${wanted.kind}.`,
    };
  }
  if (source.selection.type !== "all" || wanted.many === true) return undefined;
  return {
    code: "matrix-mismatch",
    message: `the input "${port}" takes one ${wanted.kind}, and "${source.text}" is one for every point`,
    hint: `Pick a point: "${source.stage}[axis=value].${source.port}".`,
  };
}

/** A file fits a port that takes no list, and by its extension a table where the port takes one. */
function misfitOfFile(text: string, port: string, wanted: InputPort): Problem | undefined {
  if (wanted.many === true) {
    return {
      code: "port-kind",
      message: `the input "${port}" takes a list of what stages make, and ${JSON.stringify(text)} is a file`,
      hint: `Name a stage with an output of kind ${wanted.kind}.`,
    };
  }
  if (wanted.kind !== "table" || kindOfPath(text) === "table") return undefined;
  return {
    code: "port-kind",
    message: `the input "${port}" takes a table, and ${JSON.stringify(text)} is not an .arrow file`,
    hint: "Read the file into a table with a stage of its own.",
  };
}
