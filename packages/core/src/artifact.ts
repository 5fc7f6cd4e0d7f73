/** The four kinds of artifact that pass between stages. */
export type ArtifactKind = "table" | "model" | "metrics" | "file";

/**
 * What each kind of artifact is in memory, on the way in and on the way out of a stage.
 *
 * The package that owns a kind declares it here by module augmentation, so that this contract imports
 * nobody: `arrow` declares `table`, `metrics` declares `metrics`, `model` declares `model`.
 */
export interface ArtifactTypes {
  /** A file or a directory: an absolute path, read-only on the way in, inside the scratch directory on the way out. */
  file: { readonly in: string; readonly out: string };
}

/** The value a stage gets for an input of kind `K`. */
export type ArtifactIn<K extends ArtifactKind> = K extends keyof ArtifactTypes
  ? ArtifactTypes[K]["in"]
  : never;

/** The value a stage gives for an output of kind `K`. */
export type ArtifactOut<K extends ArtifactKind> = K extends keyof ArtifactTypes
  ? ArtifactTypes[K]["out"]
  : never;

/**
 * Reads and writes one kind of artifact. There is one codec per kind, in one place.
 *
 * `write` puts the artifact at `path`, which does not exist yet (the codec decides between a file and a
 * directory); the same value gives the same bytes. `read` opens what `write` wrote and never modifies it.
 */
export interface Codec<K extends ArtifactKind = ArtifactKind> {
  readonly kind: K;
  /** The usual extension of a file of this kind, with its dot; empty for a directory. */
  readonly extension: string;
  write(value: ArtifactOut<K>, path: string): Promise<void>;
  /** @throws FairlineError `ARTIFACT_INVALID` where the bytes are not of this kind. */
  read(path: string): Promise<ArtifactIn<K>>;
  /**
   * Looks at all bytes of what a program of somebody else's wrote as this kind. Only where `read` leaves some for later.
   *
   * @throws FairlineError as `read`, and what the value that it gives throws.
   */
  check?(path: string): Promise<void>;
}

/** Matrix values that name one instance of a stage; empty for a stage without a matrix. */
export type Point = Readonly<Record<string, JsonValue>>;

/** One member of a fan-in (`stage[*].port`): the value and the matrix point that it came from. */
export interface PointValue<T> {
  readonly point: Point;
  readonly value: T;
}

/** Anything JSON can say. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };
