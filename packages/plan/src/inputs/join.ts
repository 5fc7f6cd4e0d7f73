import { nameHint } from "@fairline/core";
import type { SourceLocation } from "@fairline/core";
import type { Problem, Problems } from "@fairline/yaml";
import { instanceId, type LabelledPoint } from "../matrix/point.ts";
import type { FanInMember, PlannedInput } from "../plan.ts";
import type { InputBinding } from "./bind.ts";
import { outputSource, type ExpandedInstance } from "./expanded-instance.ts";
import type { StageSource } from "./source.ts";
import { indexUpstream, joinPoint, joinShared, type UpstreamIndex } from "./upstream-index.ts";

/** What the inputs of an instance come to. */
export interface JoinedInputs {
  readonly inputs: readonly PlannedInput[];
  /** The stage that disables this one by being disabled itself. */
  readonly missing: string | undefined;
}

/** One instance of a stage, and where it reads. */
interface Reader {
  readonly stage: string;
  readonly point: LabelledPoint;
  readonly binding: InputBinding;
}

/** What one input comes to, or that all that it reads is disabled. */
type JoinedInput = PlannedInput["from"] | "disabled";

const NONE: ReadonlyMap<string, string> = new Map();

/** Joins readers to the instances of the stages that they name. Holds one index a selection. */
export class Joiner {
  readonly #instances: ReadonlyMap<string, readonly ExpandedInstance[]>;
  readonly #problems: Problems;
  readonly #indexes = new Map<string, UpstreamIndex>();
  /** References that were reported: one that is wrong is wrong at many points. */
  readonly #reported = new Set<SourceLocation>();

  /** @param instances - The instances of each stage so far; none for a stage that is invalid. */
  constructor(instances: ReadonlyMap<string, readonly ExpandedInstance[]>, problems: Problems) {
    this.#instances = instances;
    this.#problems = problems;
  }

  /** The inputs of a stage at one point; undefined where a join is wrong or a stage is invalid. */
  join(
    stage: string,
    point: LabelledPoint,
    bindings: readonly InputBinding[],
  ): JoinedInputs | undefined {
    const inputs: PlannedInput[] = [];
    let missing: string | undefined;
    let isWrong = false;
    for (const binding of bindings) {
      const { port, kind, source, isOptional } = binding;
      const from = this.#joinOne({ stage, point, binding });
      if (from === undefined) isWrong = true;
      else if (from !== "disabled") inputs.push({ port, kind, from });
      else if (!isOptional && source.type === "stage") missing ??= source.stage;
    }
    return isWrong ? undefined : { inputs, missing };
  }

  /** The instances of a stage that a reader waits for: those of its own values, or all where they cannot be joined. */
  neededFrom(stage: string, point: LabelledPoint): readonly ExpandedInstance[] {
    const index = this.#index(stage, NONE);
    if (index === undefined) return [];
    const own = joinPoint(index, point);
    return own.length > 0 ? own : index.all;
  }

  #joinOne(reader: Reader): JoinedInput | undefined {
    const { source, takesMany, location } = reader.binding;
    if (source.type === "file") return { type: "file", path: source.path };
    const chosen = this.#choose(reader, source);
    if (chosen === undefined) return undefined;
    if (takesMany || source.selection.type === "all") return this.#list(chosen, source, location);
    const [instance] = chosen;
    return (instance && outputSource(instance, source.port)) ?? "disabled";
  }

  #choose(reader: Reader, source: StageSource): readonly ExpandedInstance[] | undefined {
    const { point, binding } = reader;
    const { stage, selection } = source;
    const pinned = selection.type === "at" ? selection.labels : NONE;
    const index = this.#index(stage, pinned);
    if (index === undefined) return undefined;
    if (selection.type === "all") return index.all;
    if (index.all.length === 0) {
      const instances = this.#instances.get(stage) ?? [];
      this.#report(binding.location, problemOfSelection(source, pinned, instances));
      return undefined;
    }
    const own = joinPoint(index, point);
    if (own.length === 1) return own;
    const shared =
      selection.type === "at" && binding.takesMany ? joinShared(index, point, pinned) : [];
    if (shared.length > 0) return shared;
    this.#report(binding.location, problemOfJoin(reader, source, index, own.length));
    return undefined;
  }

  #list(
    chosen: readonly ExpandedInstance[],
    { port }: StageSource,
    location: SourceLocation,
  ): JoinedInput | undefined {
    const members: FanInMember[] = [];
    for (const instance of chosen) {
      const source = outputSource(instance, port);
      if (source === undefined) continue;
      if (source.type === "file") {
        this.#problems.error(location, problemOfPassedFile(instance));
        return undefined;
      }
      members.push({ point: instance.point.point, id: source.id, port: source.port });
    }
    return members.length === 0 ? "disabled" : { type: "fan-in", members };
  }

  #index(stage: string, pinned: ReadonlyMap<string, string>): UpstreamIndex | undefined {
    const all = this.#instances.get(stage);
    if (all === undefined) return undefined;
    const key = [stage, ...[...pinned].flat()].join("\0");
    const index = this.#indexes.get(key) ?? indexUpstream(all, pinned);
    this.#indexes.set(key, index);
    return index;
  }

  #report(location: SourceLocation, problem: Problem): void {
    if (!this.#reported.has(location)) this.#problems.error(location, problem);
    this.#reported.add(location);
  }
}

/** A list takes what stages make: one that is disabled can hand on a file of the user's. */
function problemOfPassedFile({ id }: ExpandedInstance): Problem {
  return {
    code: "matrix-mismatch",
    message: `"${id}" is switched off and hands on a file, and a list takes only what stages make`,
    hint: "Read the file with a stage.",
  };
}

/** A selection of points (`train[strength=2]`) that chooses none: the axis or value to blame. */
function problemOfSelection(
  { stage, text }: StageSource,
  pinned: ReadonlyMap<string, string>,
  instances: readonly ExpandedInstance[],
): Problem {
  const axes = new Set(instances.flatMap(({ point }) => [...point.labels.keys()]));
  const unknown = [...pinned.keys()].find((axis) => !axes.has(axis));
  if (unknown !== undefined) {
    const message = `"${stage}" has no matrix axis "${unknown}" to pick points by`;
    return { code: "point-unknown", message, hint: nameHint(unknown, axes, "axes") };
  }
  const values = [...pinned.keys()].map((axis) => {
    const labels = instances.flatMap(({ point }) => point.labels.get(axis) ?? []);
    return `${axis} is one of ${[...new Set(labels)].slice(0, 20).join(", ")}`;
  });
  const message = `${JSON.stringify(text)} picks no point of "${stage}"`;
  return { code: "point-unknown", message, hint: `There, ${values.join(", and ")}.` };
}

/** Points that cannot be joined: axes that the reader lacks, values that the stage lacks, or several matches. */
function problemOfJoin(
  { stage: reader, point, binding }: Reader,
  { stage, port }: StageSource,
  index: UpstreamIndex,
  matches: number,
): Problem {
  const join = `run "${reader}" at the same points with \`matrix: { from: ${stage} }\``;
  const axes = [...new Set(index.groups.flatMap((group) => group.axes))];
  const lacking = axes.filter((axis) => !point.labels.has(axis));
  if (matches > 1) {
    return {
      code: "matrix-mismatch",
      message: `"${instanceId(reader, point)}" matches ${String(matches)} points of "${stage}"`,
      hint: `Pick one: "${stage}[axis=value].${port}".`,
    };
  }
  if (lacking.length > 0) {
    const pick = `${stage}[${lacking.map((axis) => `${axis}=…`).join(",")}].${port}`;
    return {
      code: "matrix-mismatch",
      message: `"${stage}" runs at several points, and "${reader}" has no matrix axis to join them by: ${lacking.join(", ")}`,
      hint: binding.takesAll
        ? `Take all of them with "${stage}[*].${port}", or ${join}.`
        : `Pick one with "${pick}", or ${join}.`,
    };
  }
  return {
    code: "point-unknown",
    message: `"${stage}" has no point for "${instanceId(reader, point)}"`,
    hint: `Give both stages the same values, or ${join}.`,
  };
}
