import type { ArtifactKind, Codec, ExternalInput, MetricRow } from "@fairline/core";
import type { StageWork } from "@fairline/plan";
import type { RunEvent } from "./event.ts";
import type { WorkerModule } from "./job/worker-pool.ts";

/** What the runner cannot know by itself: the stages' code, the kinds of artifact, the machine. The CLI gives it. */
export interface RunnerHost {
  /** One codec a kind. With workers only their extensions are used here, so they should load nothing until they read or write. */
  readonly codecs: ReadonlyMap<ArtifactKind, Codec>;
  /** SHA-256 digest of the code behind a stage; asked once per stage and run. */
  implementationOf(work: StageWork): Promise<string>;
  /** A file of that code that is not as it was when its digest was taken, or was touched meanwhile; undefined where none was. */
  changedCodeOf(work: StageWork): string | undefined;
  /** The major version of Node.js, which joins the key of every stage that is not a command. */
  readonly node: string;
  /** The rows of a metrics artifact in the store, or of a metrics JSON file of the user's (a gate's baseline). */
  readMetrics(path: string): Promise<readonly MetricRow[]>;
  /** The path of a verified copy of a file that is known by its checksum. */
  fetchFile(
    input: Extract<ExternalInput, { type: "download" }>,
    onProgress: (done: number, total: number) => void,
    signal: AbortSignal,
  ): Promise<string>;
  /** The module that worker processes run, which calls `serveWorker`; or stages run in this process. */
  readonly worker: WorkerModule | "in-process";
  /** Class of the compute backend; joins the key of stages that compute. */
  readonly backend: string;
  /** What a stage that computes is told to open: `auto`, or the class itself where it is left out. */
  readonly backendName?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Versions for the run's manifest, by package; asked when the run is over, so of all code that it asked the digest of. */
  packageVersions(): Readonly<Record<string, string>>;
}

/** How a plan is run. */
export interface RunOptions {
  /** Cpus that may be busy at once, at least 1. */
  readonly jobs: number;
  /** What the machine has besides cpus; all its memory and one GPU where it is not said. */
  readonly memoryBytes?: number;
  readonly gpus?: number;
  /** Instance ids or stage names: only these and what they need. All where it is missing. */
  readonly targets?: readonly string[];
  /** Instance ids or stage names that run even where a result is known; the new result replaces it. */
  readonly force?: readonly string[];
  /** Goes on with what does not depend on a failed instance. */
  readonly keepGoing?: boolean;
  /** False runs everything, publishes nothing into the working tree, and compares with what the store holds. */
  readonly cache?: boolean;
  readonly onEvent: (event: RunEvent) => void;
  /** Asks the run to stop: work is cancelled, and killed after a second and a half. */
  readonly signal: AbortSignal;
  /** Kills what runs at once. */
  readonly kill?: AbortSignal;
}
