import { locate } from "@fairline/yaml";
import type { ArtifactKind, InputPort, SourceLocation } from "@fairline/core";
import type { Field } from "../file/stage-declaration.ts";
import { resolvePath, type Loading } from "../load-context.ts";
import { checkFileKind, checkPortKind } from "./port-kind.ts";
import { checkFanIn } from "./fan-in.ts";
import { checkNeededPorts, checkPortName } from "./port.ts";
import { reportUnnamedPort } from "./port-named.ts";
import { resolveOutputPort } from "./output-port.ts";
import { checkKnownOrFile } from "./stage-known.ts";
import { kindOfPath } from "../stage/command-outputs.ts";
import { inputsOf, outputsOf, type StageModel, type WorkModel } from "../stage/model.ts";
import type { InputBinding, InputSource } from "./source.ts";
import { parseReference } from "./reference.ts";

/** What binding needs to know of the pipeline. */
export interface Wiring {
  readonly models: ReadonlyMap<string, StageModel>;
  readonly loading: Loading;
}

/** `in:`, evaluated: one reference, or one by port. */
export type InputValue = string | Readonly<Record<string, string>>;

/**
 * Binds the input ports of a stage to what `in:` says.
 *
 * @param value - The evaluated `in:`; undefined where there is none.
 * @returns Undefined where something is wrong, which was reported.
 */
export function bindInputs(
  model: StageModel & { readonly work: WorkModel },
  value: InputValue | undefined,
  wiring: Wiring,
): readonly InputBinding[] | undefined {
  const { declaration, work } = model;
  const { problems } = wiring.loading;
  const field = declaration.fields.get("in");
  const ports = inputsOf(work);
  const given =
    value === undefined ? {} : typeof value === "string" ? named(model, value, problems) : value;
  if (given === undefined) return undefined;
  const before = problems.sorted("").length;
  const bindings = Object.entries(given).map(([port, text]) =>
    field === undefined ? undefined : bind({ model, port, text, ports, field }, wiring),
  );
  if (ports !== undefined) checkNeededPorts(model, ports, Object.keys(given), problems);
  const bound = bindings.filter((binding) => binding !== undefined);
  return bound.length === bindings.length && problems.sorted("").length === before
    ? bound
    : undefined;
}

/** The one port that a bare `in: stage` means. */
function named(
  model: StageModel & { readonly work: WorkModel },
  text: string,
  problems: Loading["problems"],
): Readonly<Record<string, string>> | undefined {
  const ports = inputsOf(model.work);
  const all = [...(ports ?? [])];
  const needed = all.filter(([, { optional }]) => optional !== true);
  const [only] = all.length === 1 ? all : needed.length === 1 ? needed : [];
  if (only !== undefined) return { [only[0]]: text };
  reportUnnamedPort(model, text, ports, problems);
  return undefined;
}

interface Binding {
  readonly model: StageModel & { readonly work: WorkModel };
  readonly port: string;
  readonly text: string;
  readonly ports: ReadonlyMap<string, InputPort> | undefined;
  readonly field: Field;
}

function bind(binding: Binding, wiring: Wiring): InputBinding | undefined {
  const { model, port, ports, field } = binding;
  const { problems } = wiring.loading;
  const { node, keyLocation } = locate(field.node, [port]);
  if (!checkPortName(model, port, keyLocation ?? node.location, problems)) return undefined;
  const resolved = resolveSource(binding, node.location, wiring);
  if (resolved === undefined) return undefined;
  const { source, kind } = resolved;
  const wanted = ports?.get(port);
  const about = { port, wanted, location: node.location, model };
  const fits =
    source.type === "file"
      ? checkFileKind(source, about, problems)
      : checkPortKind(source, kind, about, problems) && checkFanIn(source, about, problems);
  if (!fits) return undefined;
  return {
    port,
    kind: wanted?.kind ?? kind,
    takesMany: wanted?.many ?? false,
    takesAll: wanted === undefined || wanted.many === true,
    isOptional: wanted?.optional ?? false,
    source,
    location: node.location,
  };
}

function resolveSource(
  { text, port }: Binding,
  location: SourceLocation,
  { models, loading }: Wiring,
): { readonly source: InputSource; readonly kind: ArtifactKind } | undefined {
  const reference = parseReference(text);
  const upstream = reference && models.get(reference.stage);
  if (reference === undefined || upstream === undefined) {
    if (!checkKnownOrFile(text, reference, location, { models, loading })) return undefined;
    const path = resolvePath(loading, text);
    return { source: { type: "file", path, text }, kind: kindOfPath(path) };
  }
  const outputs = upstream.work && outputsOf(upstream.work);
  if (outputs === undefined) return undefined;
  const output = resolveOutputPort(
    { reference, outputs, wanted: port, text },
    location,
    loading.problems,
  );
  if (output === undefined) return undefined;
  const { stage, selection } = reference;
  return {
    source: { type: "stage", stage, port: output.port, selection, text },
    kind: output.kind,
  };
}
