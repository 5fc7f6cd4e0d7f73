import { canonicalJson, compareText, sha256 } from "@fairline/core";
import { INVALID } from "@fairline/yaml";
import type { Invalid } from "@fairline/yaml";
import type { Scope } from "../expression/scope.ts";
import type { StageKeyName } from "../file/keys.ts";
import { fieldValue, type Field, type PointContext } from "../file/stage-declaration.ts";
import { instanceGraph, levelsOf } from "../graph.ts";
import type { InputBinding } from "../inputs/bind.ts";
import type { ExpandedInstance } from "../inputs/expanded-instance.ts";
import { Joiner } from "../inputs/join.ts";
import type { LoadContext } from "../load-context.ts";
import { instanceId, type LabelledPoint } from "../matrix/point.ts";
import type { CommandWork, Instance, Plan, StageWork } from "../plan.ts";
import { publicationsOf, type Publication } from "../publish/read.ts";
import { checkDeps } from "../stage/command-paths.ts";
import { commandWork, compileCommand } from "../stage/command.ts";
import { checkInputFile } from "../stage/input-file.ts";
import { paramsChecker } from "../stage/params.ts";
import { disabledState } from "./disabled.ts";
import { settingsOf } from "./settings.ts";
import type { ConnectedStage, StageGraph } from "./stage-graph.ts";

/** Everything that the stages come to. */
export interface Expansion extends Pick<Plan, "instances" | "switchedOff"> {
  /** The instances of each stage, disabled ones too; none for a stage that is invalid. */
  readonly byStage: ReadonlyMap<string, readonly ExpandedInstance[]>;
  readonly publications: readonly Publication[];
  /** What stages are asked to do, by instance id, as far as it is known; without what is disabled. */
  readonly stageCalls: ReadonlyMap<string, StageWork>;
}

/** What the expansion of one stage shares between its points. */
interface ExpandContext {
  readonly stage: ConnectedStage;
  readonly scope: Scope;
  /** The root seed. */
  readonly seed: number;
  readonly context: LoadContext;
  readonly joiner: Joiner;
  readonly workAt: (at: PointContext) => StageWork | CommandWork | Invalid;
}

/** What one point comes to; a part is undefined where it is invalid. */
interface ExpandedPoint {
  readonly expanded: ExpandedInstance;
  readonly work?: StageWork | CommandWork | undefined;
  readonly instance?: Instance | undefined;
  readonly publications: readonly Publication[];
}

/** Expands every stage to its instances, upstream first. All problems of all points are found on the way. */
export function expandStages(
  graph: StageGraph,
  scope: Scope,
  seed: number,
  context: LoadContext,
): Expansion {
  const byStage = new Map<string, readonly ExpandedInstance[]>();
  const joiner = new Joiner(byStage, context.problems);
  const instances: Instance[] = [];
  const publications: Publication[] = [];
  const stageCalls = new Map<string, StageWork>();
  for (const stage of [...graph.ordered, ...graph.cyclic]) {
    const { points, model } = stage;
    const shared = { stage, scope, seed, context, joiner, workAt: workOf(stage, context) };
    checkConstantFields(shared);
    if (points === undefined) continue;
    const all = points.map((point, index) => expandPoint(point, index, shared));
    byStage.set(
      model.declaration.name,
      all.map(({ expanded }) => expanded),
    );
    for (const { expanded, work, instance, publications: published } of all) {
      publications.push(...published);
      if (work?.type === "stage") stageCalls.set(expanded.id, work);
      if (instance !== undefined) instances.push(instance);
    }
  }
  const switchedOff = [...byStage.values()]
    .flat()
    .flatMap(({ id, disabledBecause: reason }) => (reason === undefined ? [] : [{ id, reason }]))
    .sort((a, b) => compareText(a.id, b.id));
  return { instances: byLevel(instances), switchedOff, byStage, publications, stageCalls };
}

/** @param instances - In topological order; they come in another one, in which only levels and ids count. */
function byLevel(instances: readonly Instance[]): readonly Instance[] {
  const levels = levelsOf(instanceGraph(instances));
  return instances.toSorted(
    (a, b) => levels.get(a.id)! - levels.get(b.id)! || compareText(a.id, b.id),
  );
}

const CHECKED_ELSEWHERE: ReadonlySet<StageKeyName> = new Set(["uses", "cmd", "matrix"]);

/** Checks what does not depend on the matrix, also where the points or the work of the stage are not known. */
function checkConstantFields({ stage, scope, context, workAt }: ExpandContext): void {
  const { declaration, work } = stage.model;
  const { name, fields } = declaration;
  const at = { scope, instance: name, context };
  for (const field of Object.values<Field>(fields)) {
    if (!field.varies && !CHECKED_ELSEWHERE.has(field.name)) fieldValue(field, at);
  }
  if (work?.type === "stage" && fields.with?.varies !== true) workAt(at);
}

function expandPoint(point: LabelledPoint, index: number, shared: ExpandContext): ExpandedPoint {
  const { stage, context, joiner } = shared;
  const { declaration, work: model } = stage.model;
  const { name, fields } = declaration;
  const id = instanceId(name, point);
  const at = { scope: { ...shared.scope, matrix: point.point }, instance: id, context };
  const work = shared.workAt(at);
  const settings = settingsOf(declaration, at);
  const isOn = fields.when === undefined || fieldValue(fields.when, at) !== false;
  const published = model === undefined ? [] : publicationsOf(declaration, model, at);
  const bindings = stage.bindings?.[index];
  const joined = bindings && joiner.join(name, point, bindings);
  const needed = stage.needs.flatMap((need) => joiner.neededFrom(need.stage, point));
  const state = disabledState({ isOn, work: model, joined, needed });
  const expanded = { id, stage: name, point, ...state };
  if (state.disabledBecause !== undefined) return { expanded, publications: [] };
  checkFiles(bindings ?? [], context);
  if (work !== INVALID && work.type === "command") checkDeps(declaration, work, context);
  const publications = published === INVALID ? [] : published;
  if (work === INVALID) return { expanded, publications };
  if (joined === undefined || settings === INVALID) return { expanded, work, publications };
  const instance = {
    ...{ id, stage: name, point: point.point, work },
    inputs: joined.inputs,
    needs: needsOf(needed),
    seed: instanceSeed(shared.seed, name, point),
    ...settings,
    publish: Object.fromEntries(publications.map(({ port, path }) => [port, path])),
    ...replacing(publications),
    location: declaration.location,
  };
  return { expanded, work, instance, publications };
}

function replacing(publications: readonly Publication[]): Pick<Instance, "replaces"> {
  const replaces = publications.filter((one) => one.replaces).map(({ port }) => port);
  return replaces.length === 0 ? {} : { replaces };
}

/** Checks that the files are there that inputs are connected to. */
function checkFiles(bindings: readonly InputBinding[], context: LoadContext): void {
  for (const { source, location } of bindings) {
    if (source.type === "file") checkInputFile(source.text, location, context);
  }
}

/** Ids of instances that must have finished; in place of a disabled one, what it hands on. */
function needsOf(needed: readonly ExpandedInstance[]): readonly string[] {
  const ids = needed.flatMap(({ id, disabledBecause, passThrough }) => {
    if (disabledBecause === undefined) return [id];
    return [...passThrough.values()].flatMap((from) => (from.type === "instance" ? [from.id] : []));
  });
  return [...new Set(ids)].sort(compareText);
}

/**
 * The seed of an instance: SHA-256, in hexadecimal, of the canonical JSON of [seed, stage, point].
 *
 * An axis called `seed` stands in place of the root seed, for every stage that has the axis, its own or joined.
 * The stage's name and the whole point enter in any case, so that two stages, or two points, never share a seed.
 */
function instanceSeed(rootSeed: number, stage: string, { point }: LabelledPoint): string {
  return sha256(canonicalJson([point["seed"] ?? rootSeed, stage, point]));
}

/** A function that gives the work of a stage at a point, with what all points share prepared once. */
function workOf(stage: ConnectedStage, { problems }: LoadContext): ExpandContext["workAt"] {
  const { declaration, work } = stage.model;
  if (work === undefined) return () => INVALID;
  if (work.type === "stage") {
    const check = paramsChecker(declaration, work);
    return (at) => {
      const params = check(at);
      return params === INVALID ? INVALID : { ...work, params };
    };
  }
  const inputs = stage.bindings?.[0]?.map(({ port }) => port);
  const compiled = compileCommand(declaration, work, inputs, problems);
  return (at) => (compiled === undefined ? INVALID : commandWork(declaration, compiled, at));
}
