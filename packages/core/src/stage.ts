import type { z } from "zod";
import type { ArtifactIn, ArtifactKind, ArtifactOut, JsonValue, PointValue } from "./artifact.ts";
import type { Lineage } from "./lineage.ts";

/** An input of a stage. */
export interface InputPort<K extends ArtifactKind = ArtifactKind> {
  readonly kind: K;
  /** One line for `--help` and the reference pages, ending in a period. */
  readonly summary: string;
  /** The stage runs without it: its value is then undefined. */
  readonly optional?: boolean;
  /** The port takes a fan-in: its value is a list of {@link PointValue}, sorted by point. */
  readonly many?: boolean;
}

/** An output of a stage. */
export interface OutputPort<K extends ArtifactKind = ArtifactKind> {
  readonly kind: K;
  readonly summary: string;
}

/** The inputs of a stage by port name. */
export type Inputs = Readonly<Record<string, InputPort>>;
/** The outputs of a stage by port name. */
export type Outputs = Readonly<Record<string, OutputPort>>;

/** The value of one input port. */
export type InputValue<P extends InputPort> = P["many"] extends true
  ? readonly PointValue<ArtifactIn<P["kind"]>>[]
  : P["optional"] extends true
    ? ArtifactIn<P["kind"]> | undefined
    : ArtifactIn<P["kind"]>;

/** The values of all input ports. */
export type InputValues<I extends Inputs> = { readonly [N in keyof I]: InputValue<I[N]> };
/** The values of all output ports. */
export type OutputValues<O extends Outputs> = {
  readonly [N in keyof O]: ArtifactOut<O[N]["kind"]>;
};

/** What a stage may use besides its inputs and parameters. Everything impure comes in here. */
export interface StageContext {
  /**
   * Seed of this instance: 64 hexadecimal digits, derived from the pipeline's seed, the stage and its
   * matrix point. Open it with `createRandom` of `numeric`. Empty unless the stage says `seeded: true`.
   */
  readonly seed: string;
  /** Aborted when the user cancels the run. Long loops check it, or pass it on. */
  readonly signal: AbortSignal;
  /** A private, empty directory, removed after the stage. */
  readonly scratch: string;
  /**
   * A directory of this very action, for checkpoints: what a stage keeps there before it is killed is there when it runs again, and is removed once it
   * has succeeded. The result must be the same bytes with and without. Undefined where it may not go on from what came
   * before: without the cache, or forced.
   */
  readonly checkpoints?: string | undefined;
  /** Compute backend by name (`auto`, `wasm`, `cpu`); open it with `openBackend` of `tensor`. Empty unless the stage says `computes: true`. */
  readonly backend: string;
  /** Cpus granted to this instance. */
  readonly cpus: number;
  /** External inputs of type `file` and `download` declared by {@link Stage.externals}, by name: absolute paths of verified files. */
  readonly files: Readonly<Record<string, string>>;
  /** External inputs of type `value` declared by {@link Stage.externals}, by name: what joined the key. */
  readonly values: Readonly<Record<string, JsonValue>>;
  /** How the pipeline came here. Only for stages with `describesPipeline: true`; otherwise undefined. */
  readonly lineage: Lineage | undefined;
  /** Tells how far the stage is: `done` of `total`, and what it is doing. Cheap: call it as often as you like. */
  progress(done: number, total: number, note?: string): void;
  /** Tells the user something that does not stop the run. A warning is repeated at the end of the run. */
  log(level: "info" | "warn", message: string): void;
}

/** What a stage reads from outside, so that its content can join the action key. */
export type ExternalInput =
  /** A file of the user's, hashed by content. `param` is the path in `with:` that named it, for diagnostics. */
  | {
      readonly type: "file";
      readonly name: string;
      readonly path: string;
      readonly param?: readonly (string | number)[];
    }
  /** A file known by its checksum: found in the data cache or under a mirror, else downloaded. */
  | {
      readonly type: "download";
      readonly name: string;
      readonly url: string;
      /** Accepted sha256 digests, lower-case hexadecimal; the first is the canonical one. */
      readonly sha256: readonly string[];
      /** Path below a mirror directory: `adult/adult.data`. */
      readonly mirror: string;
    }
  /** Something already read and parsed: joins the key as canonical JSON and reaches `run` in `context.values`. */
  | { readonly type: "value"; readonly name: string; readonly value: JsonValue };

/** One call of a stage: validated parameters and one value per input port. */
export interface StageCall<I extends Inputs, P> {
  readonly inputs: InputValues<I>;
  readonly params: P;
  readonly context: StageContext;
}

/** A metric that a stage gives, as far as gates need to know it. */
export interface StageMetric {
  readonly name: string;
  /** The least and the greatest possible value: a limit beyond them holds nothing, or everything. */
  readonly range: readonly [least: number, greatest: number];
  /** The limit that a gate can set: `max` of a gap, `min` of a ratio. Null for either. */
  readonly limit: "min" | "max" | null;
}

/** What {@link defineStage} takes: a stage with its types. */
export interface StageDefinition<P extends z.ZodType, I extends Inputs, O extends Outputs> {
  /** `<package>/<name>`: what pipeline files say after `uses:`. */
  readonly name: `${string}/${string}`;
  /** One line, ending in a period. */
  readonly summary: string;
  /** Papers and other sources, as citations with DOI. */
  readonly sources?: readonly string[];
  /**
   * A strict schema: an unknown key is an error with a suggestion. Every field has a description. A field that reads a
   * text of its own language may say which part of it is wrong: an issue of code `custom` with
   * `params: { place: { offset, length } }` is underlined there; `params: { hint }` says what to do.
   */
  readonly params: P;
  readonly inputs: I;
  readonly outputs: O;
  /** Reads `context.seed`; the seed joins the key. */
  readonly seeded?: boolean;
  /** Reads `context.backend`; the backend's class joins the key. */
  readonly computes?: boolean;
  /** Reads `context.lineage`; names, parameters and gate verdicts of what is upstream join the key. */
  readonly describesPipeline?: boolean;
  /**
   * The metrics in its `metrics` output for these parameters, so that gates can be checked before anything runs: a name alone, or with
   * what limits can make sense.
   */
  metrics?(params: z.output<P>): readonly (string | StageMetric)[];
  /**
   * What the stage reads besides its ports. `resolve` turns a path as the user wrote it into an absolute
   * one (relative to the pipeline file).
   * @throws FairlineError for what the user wrote wrong; it is reported at the stage, or where its `problems` lie.
   */
  externals?(
    params: z.output<P>,
    resolve: (path: string) => string,
  ): Promise<readonly ExternalInput[]> | readonly ExternalInput[];
  /**
   * Does the work. Load the implementation inside (`await import("./reweigh.ts")`): definitions are read at
   * start-up, implementations only by what really runs.
   */
  run(call: StageCall<I, z.output<P>>): Promise<OutputValues<O>> | OutputValues<O>;
}

/**
 * One step of a pipeline: a named function from artifacts to artifacts, deterministic in its inputs,
 * parameters and seed. The runner reads and writes the files.
 *
 * This is the untyped form that the runner holds; write stages with {@link defineStage}.
 */
export interface Stage {
  readonly name: `${string}/${string}`;
  readonly summary: string;
  readonly sources: readonly string[];
  readonly params: z.ZodType<Readonly<Record<string, unknown>>>;
  readonly inputs: Inputs;
  readonly outputs: Outputs;
  readonly seeded: boolean;
  readonly computes: boolean;
  readonly describesPipeline: boolean;
  metrics?(params: unknown): readonly (string | StageMetric)[];
  externals?(
    params: unknown,
    resolve: (path: string) => string,
  ): Promise<readonly ExternalInput[]> | readonly ExternalInput[];
  run(call: {
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly params: unknown;
    readonly context: StageContext;
  }): Promise<Readonly<Record<string, unknown>>>;
}

/**
 * Makes a {@link Stage} from a typed definition. Its types hold the stage's `run` to its own ports and parameters.
 */
export function defineStage<
  P extends z.ZodType<Readonly<Record<string, unknown>>>,
  const I extends Inputs,
  const O extends Outputs,
>(definition: StageDefinition<P, I, O>): Stage {
  const { sources = [], seeded = false, computes = false, describesPipeline = false } = definition;
  // The runner hands `run` exactly what `params` and the codecs of `inputs` produced: the types that are erased here.
  return { ...definition, sources, seeded, computes, describesPipeline } as unknown as Stage;
}
