import type { SourceLocation } from "@fairline/core";
import type { Problems } from "@fairline/yaml";
import type { FanInMember, PlannedInput } from "../plan.ts";
import type { LabelledPoint } from "../matrix/point.ts";
import { checkPassedMember } from "./fan-in-file.ts";
import { reportUnjoined } from "./points-joined.ts";
import { checkSelection } from "./selection.ts";
import type { InputBinding, InputSource } from "./source.ts";
import { indexUpstream, joinPoint, joinShared, type UpstreamIndex } from "./upstream-index.ts";
import { offered, type Built, type SingleSource } from "./built.ts";

/** What the inputs of an instance come to. */
export interface JoinedInputs {
  readonly inputs: readonly PlannedInput[];
  readonly level: number;
  /** The stage whose being switched off switches this one off. */
  readonly missing: string | undefined;
}

const NONE: ReadonlyMap<string, string> = new Map();

/** Joins readers to the instances of the stages that they name. Holds one index a selection. */
export class Joiner {
  readonly #built: ReadonlyMap<string, readonly Built[]>;
  readonly #problems: Problems;
  readonly #indexes = new Map<string, UpstreamIndex>();
  /** References that were reported: one that is wrong is wrong at many points. */
  readonly #reported = new Set<SourceLocation>();

  /** @param built - The instances of each stage so far; undefined for a stage that is broken. */
  constructor(built: ReadonlyMap<string, readonly Built[]>, problems: Problems) {
    this.#built = built;
    this.#problems = problems;
  }

  /** The inputs of a stage at one point; undefined where a join is wrong or a stage is broken. */
  join(
    reader: string,
    point: LabelledPoint,
    bindings: readonly InputBinding[],
  ): JoinedInputs | undefined {
    const inputs: PlannedInput[] = [];
    let level = 0;
    let missing: string | undefined;
    let isWrong = false;
    for (const binding of bindings) {
      const joined = this.#joinOne(reader, point, binding);
      if (joined === undefined) isWrong = true;
      else if (joined.from !== undefined) {
        inputs.push({ port: binding.port, kind: binding.kind, from: joined.from });
        level = Math.max(level, joined.level);
      } else if (!binding.isOptional && binding.source.type === "stage") {
        missing ??= binding.source.stage;
      }
    }
    return isWrong ? undefined : { inputs, level, missing };
  }

  /** The instances of a stage that a reader waits for: those of its own values, or all where they cannot be joined. */
  neededFrom(stage: string, point: LabelledPoint): readonly Built[] {
    const index = this.#index(stage, NONE);
    if (index === undefined) return [];
    const own = joinPoint(index, point);
    return own.length > 0 ? own : index.all;
  }

  #joinOne(
    reader: string,
    point: LabelledPoint,
    binding: InputBinding,
  ): { from: PlannedInput["from"] | undefined; level: number } | undefined {
    const { source } = binding;
    if (source.type === "file") return { from: { type: "file", path: source.path }, level: 0 };
    const chosen = this.#choose(reader, point, binding, source);
    if (chosen === undefined) return undefined;
    const isList = binding.takesMany || source.selection.type === "all";
    return isList ? this.#list(chosen, source, binding) : single(chosen, source.port);
  }

  #choose(
    reader: string,
    point: LabelledPoint,
    binding: InputBinding,
    source: InputSource & { readonly type: "stage" },
  ): readonly Built[] | undefined {
    const { selection } = source;
    const pinned = selection.type === "at" ? selection.labels : NONE;
    const index = this.#index(source.stage, pinned);
    if (index === undefined) return undefined;
    if (selection.type === "all") return index.all;
    if (!this.#checkSelection(binding, source, index)) return undefined;
    const own = joinPoint(index, point);
    if (own.length === 1) return own;
    if (selection.type === "at" && binding.takesMany) {
      const shared = joinShared(index, point, pinned);
      if (shared.length > 0) return shared;
    }
    if (!this.#reported.has(binding.location)) {
      this.#reported.add(binding.location);
      const found = { index, matches: own.length };
      reportUnjoined({ reader, point, source, binding }, found, this.#problems);
    }
    return undefined;
  }

  #checkSelection(
    { location }: InputBinding,
    source: InputSource & { readonly type: "stage" },
    index: UpstreamIndex,
  ): boolean {
    if (index.all.length > 0) return true;
    if (!this.#reported.has(location)) {
      this.#reported.add(location);
      checkSelection(source, this.#built.get(source.stage) ?? [], location, this.#problems);
    }
    return false;
  }

  #list(
    chosen: readonly Built[],
    { port }: InputSource & { readonly type: "stage" },
    { location }: InputBinding,
  ): { from: PlannedInput["from"] | undefined; level: number } | undefined {
    const members: FanInMember[] = [];
    let level = 0;
    for (const built of chosen) {
      const offer = offered(built, port);
      if (offer === undefined) continue;
      if (!checkPassedMember(built, offer.source, location, this.#problems)) return undefined;
      members.push({ point: built.point.point, id: offer.source.id, port: offer.source.port });
      level = Math.max(level, offer.level);
    }
    return { from: members.length === 0 ? undefined : { type: "fan-in", members }, level };
  }

  #index(stage: string, pinned: ReadonlyMap<string, string>): UpstreamIndex | undefined {
    const all = this.#built.get(stage);
    if (all === undefined) return undefined;
    const key = [stage, ...[...pinned].flat()].join("\0");
    const index = this.#indexes.get(key) ?? indexUpstream(all, pinned);
    this.#indexes.set(key, index);
    return index;
  }
}

function single(
  [built]: readonly Built[],
  port: string,
): { from: SingleSource | undefined; level: number } {
  const offer = built && offered(built, port);
  return { from: offer?.source, level: offer?.level ?? 0 };
}
