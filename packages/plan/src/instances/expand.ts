import { INVALID } from "@fairline/yaml";
import type { Invalid } from "@fairline/yaml";
import { compareText } from "@fairline/core";
import type { CommandWork, Instance, StageWork } from "../plan.ts";
import type { StageKeyName } from "../file/keys.ts";
import { fieldValue } from "../file/stage-declaration.ts";
import type { Scope } from "../expression/scope.ts";
import type { Loading } from "../load-context.ts";
import { instanceId, type LabelledPoint } from "../matrix/point.ts";
import { checkDeps } from "../stage/deps-exist.ts";
import { checkInputFile } from "../stage/input-file.ts";
import type { WorkModel } from "../stage/model.ts";
import type { Built } from "../inputs/built.ts";
import { paramsChecker } from "../stage/params.ts";
import { commandWork, compileCommand } from "../stage/command.ts";
import { Joiner, type JoinedInputs } from "../inputs/join.ts";
import { publicationsOf, type Publication } from "../publish/read.ts";
import { instanceSeed } from "./seed.ts";
import { settingsOf, type Settings } from "./settings.ts";
import type { StageGraph, WiredStage } from "./stage-graph.ts";

/** Everything that the stages come to. */
export interface Expansion {
  /** In topological order, ties by id. */
  readonly instances: readonly Instance[];
  readonly switchedOff: readonly { readonly id: string; readonly reason: string }[];
  /** The instances of each stage, switched-off ones too; none for a stage that is broken. */
  readonly built: ReadonlyMap<string, readonly Built[]>;
  readonly publications: readonly Publication[];
  /** What stages are asked to do, by instance id, as far as it is known; without what is switched off. */
  readonly works: ReadonlyMap<string, StageWork>;
}

/** What the expansion of one stage shares between its points. */
interface StageFrame {
  readonly wired: WiredStage;
  readonly scope: Scope;
  readonly seed: number;
  readonly loading: Loading;
  readonly joiner: Joiner;
  readonly work: (scope: Scope, instance: string) => StageWork | CommandWork | Invalid;
}

/** What one point comes to; a part is undefined where it is broken. */
interface Expanded {
  readonly built: Built;
  readonly work: StageWork | CommandWork | undefined;
  readonly instance: Instance | undefined;
  readonly publications: readonly Publication[];
}

/** Expands every stage to its instances, upstream first. All problems of all points are found on the way. */
export function expandStages(
  graph: StageGraph,
  scope: Scope,
  seed: number,
  loading: Loading,
): Expansion {
  const built = new Map<string, readonly Built[]>();
  const joiner = new Joiner(built, loading.problems);
  const instances: { readonly instance: Instance; readonly level: number }[] = [];
  const publications: Publication[] = [];
  const works = new Map<string, StageWork>();
  for (const wired of [...graph.ordered, ...graph.cyclic]) {
    const { name } = wired.model.declaration;
    const work = workAt(wired, loading);
    const frame: StageFrame = { wired, scope, seed, loading, joiner, work };
    checkSettledFields(frame);
    const expanded = (wired.points ?? []).map((point, i) => expandPoint(point, i, frame));
    if (wired.points !== undefined)
      built.set(
        name,
        expanded.map((one) => one.built),
      );
    for (const { instance, work: done, built: one, publications: published } of expanded) {
      publications.push(...published);
      if (done?.type === "stage") works.set(one.id, done);
      if (instance !== undefined) instances.push({ instance, level: one.level });
    }
  }
  instances.sort((a, b) => a.level - b.level || compareText(a.instance.id, b.instance.id));
  return {
    instances: instances.map(({ instance }) => instance),
    switchedOff: offOnes(built),
    built,
    publications,
    works,
  };
}

/** Checks what does not depend on the matrix, also where the points or the work of the stage are not known. */
function checkSettledFields({ wired, scope, loading, work }: StageFrame): void {
  const { declaration, work: model } = wired.model;
  const elsewhere: readonly StageKeyName[] = ["uses", "cmd", "matrix"];
  for (const field of declaration.fields.values()) {
    if (field.varies || elsewhere.includes(field.name)) continue;
    fieldValue(field, scope, declaration.name, loading.problems);
  }
  const varies = declaration.fields.get("with")?.varies === true;
  if (model?.type === "stage" && !varies) work(scope, declaration.name);
}

function offOnes(built: ReadonlyMap<string, readonly Built[]>): Expansion["switchedOff"] {
  return [...built.values()]
    .flat()
    .flatMap(({ id, off }) => (off === undefined ? [] : [{ id, reason: off }]))
    .sort((a, b) => compareText(a.id, b.id));
}

function expandPoint(point: LabelledPoint, index: number, frame: StageFrame): Expanded {
  const { wired, loading, joiner } = frame;
  const { declaration, work: model } = wired.model;
  const { name } = declaration;
  const id = instanceId(name, point);
  const scope = { ...frame.scope, matrix: point.point };
  const work = frame.work(scope, id);
  const settings = settingsOf(declaration, scope, id, loading.problems);
  const isOn = isSwitchedOn(frame, scope, id);
  const publications =
    model && publicationsOf(declaration, model, { scope, instance: id, loading });
  const bindings = wired.bindings?.[index];
  const joined = bindings && joiner.join(name, point, bindings);
  const known = joined ?? { inputs: [], level: 0, missing: undefined };
  const built = buildAt({ id, stage: name, point }, known, isOn !== false, frame);
  if (built.off !== undefined) {
    return { built, work: undefined, instance: undefined, publications: [] };
  }
  const done = work === INVALID ? undefined : work;
  const published = publications === INVALID ? [] : (publications ?? []);
  if (done?.type === "command") checkDeps(declaration, done, loading);
  for (const { source, location } of bindings ?? []) {
    if (source.type === "file") checkInputFile(source.text, location, loading);
  }
  const isWhole = joined !== undefined && done !== undefined && settings !== INVALID;
  const instance = isWhole
    ? assemble(built, done, { settings, published, joined }, frame)
    : undefined;
  return { built, work: done, instance, publications: published };
}

function isSwitchedOn({ wired, loading }: StageFrame, scope: Scope, id: string): boolean | Invalid {
  const field = wired.model.declaration.fields.get("when");
  if (field === undefined) return true;
  // The shape of `when` is true or false.
  return fieldValue(field, scope, id, loading.problems) as boolean | Invalid;
}

/** Decides whether an instance runs, and what it hands on where it does not. */
function buildAt(
  named: Pick<Built, "id" | "stage" | "point">,
  { inputs, level, missing }: JoinedInputs,
  isOn: boolean,
  { wired, joiner }: StageFrame,
): Built {
  const needed = wired.needs.flatMap(({ stage }) => joiner.neededFrom(stage, named.point));
  const offNeed = needed.find(({ off, passes }) => off !== undefined && passes.size === 0);
  const highest = needed.reduce((most, one) => Math.max(most, one.level), level);
  const at = { ...named, level: highest + 1 };
  const lost = missing ?? offNeed?.stage;
  if (lost !== undefined) {
    return { ...at, off: `"${lost}" is switched off`, passes: new Map() };
  }
  if (isOn) return { ...at, off: undefined, passes: new Map() };
  const handedOn = passesData(wired.model.work)
    ? inputs.find(({ port, from }) => port === "data" && from.type !== "fan-in")
    : undefined;
  if (handedOn === undefined || handedOn.from.type === "fan-in") {
    return { ...at, off: "its `when` is false", passes: new Map() };
  }
  return {
    ...at,
    off: "its `when` is false; it passes its data through",
    passes: new Map([["data", { source: handedOn.from, level }]]),
  };
}

/** Whether a stage has one input and one output called `data`, of the same kind. */
function passesData(work: WorkModel | undefined): boolean {
  if (work?.type !== "stage") return false;
  const { inputs, outputs } = work.stage;
  return inputs["data"] !== undefined && inputs["data"].kind === outputs["data"]?.kind;
}

function assemble(
  { id, stage, point }: Built,
  work: StageWork | CommandWork,
  parts: {
    readonly settings: Settings;
    readonly published: readonly Publication[];
    readonly joined: JoinedInputs;
  },
  { wired, seed, joiner }: StageFrame,
): Instance {
  const { settings, published, joined } = parts;
  const needs = wired.needs
    .flatMap((need) => joiner.neededFrom(need.stage, point))
    .flatMap((needed) => {
      if (needed.off === undefined) return [needed.id];
      return [...needed.passes.values()].flatMap(({ source }) =>
        source.type === "instance" ? [source.id] : [],
      );
    });
  return {
    id,
    stage,
    point: point.point,
    work,
    inputs: joined.inputs,
    needs: [...new Set(needs)].sort(compareText),
    seed: instanceSeed(seed, stage, point),
    ...settings,
    publish: Object.fromEntries(published.map(({ port, path }) => [port, path])),
    location: wired.model.declaration.location,
  };
}

/** A function that gives the work of a stage at a point, with what all points share prepared once. */
function workAt(wired: WiredStage, loading: Loading): StageFrame["work"] {
  const { declaration, work } = wired.model;
  const { problems } = loading;
  if (work === undefined) return () => INVALID;
  if (work.type === "stage") {
    const { uses, stage, module } = work;
    const check = paramsChecker(declaration, work, problems);
    return (scope, instance) => {
      const params = check(scope, instance);
      return params === INVALID ? INVALID : { type: "stage", uses, stage, module, params };
    };
  }
  const compiled = commandAt(wired, loading);
  return (scope, instance) =>
    compiled === undefined
      ? INVALID
      : commandWork(declaration, compiled, { scope, instance, loading });
}

function commandAt(wired: WiredStage, { problems }: Loading): ReturnType<typeof compileCommand> {
  const { declaration, work } = wired.model;
  const cmd = declaration.fields.get("cmd");
  if (cmd === undefined || work?.type !== "command") return undefined;
  const env = declaration.fields.get("env");
  const listed = env?.node.type === "list" ? env.node.items : [];
  const names = {
    in: wired.bindings?.[0]?.map(({ port }) => port),
    out: work.outputs && [...work.outputs.keys()],
    env: listed.map((item) => (item.type === "scalar" ? String(item.value) : "")),
  };
  return compileCommand(cmd, names, problems);
}
