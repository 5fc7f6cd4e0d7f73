import type { MapEntry, MapNode } from "@fairline/yaml";

/** A pipeline file with its includes merged in, before anything in it is understood. */
export interface PipelineDocument {
  readonly name: string;
  readonly description: string;
  /** Undefined where it is left out. */
  readonly seed: MapEntry | undefined;
  readonly params: ReadonlyMap<string, MapEntry>;
  readonly defaults: ReadonlyMap<string, MapEntry>;
  readonly stages: ReadonlyMap<string, MapEntry>;
  readonly gates: readonly MapNode[];
}
