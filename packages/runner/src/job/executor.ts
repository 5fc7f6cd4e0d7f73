import type { ArtifactKind, JsonValue, Lineage, Point } from "@fairline/core";

/** One call of a stage as plain data, so that it can cross to another process or machine. */
export interface StageJob {
  readonly type: "stage";
  readonly uses: string;
  /** Absolute path of a third party's module; undefined for a built-in stage. */
  readonly module: string | undefined;
  readonly params: Readonly<Record<string, unknown>>;
  readonly seed: string;
  readonly backend: string;
  readonly cpus: number;
  /** The listed variables that are set. */
  readonly env: Readonly<Record<string, string>>;
  readonly inputs: readonly JobInput[];
  readonly outputs: readonly JobOutput[];
  /** External inputs by name: absolute paths. */
  readonly files: Readonly<Record<string, string>>;
  /** External inputs of type `value`, by name. */
  readonly values: Readonly<Record<string, JsonValue>>;
  readonly lineage: Lineage | undefined;
  /** An empty directory, made when the stage first asks for it. */
  readonly scratch: string;
  /** A directory for checkpoints, made when the stage first asks for it; undefined where it may have none. */
  readonly checkpoints: string | undefined;
  /** Where what it prints is appended. */
  readonly log: string;
}

/** A command with every hole filled. */
export interface CommandJob {
  readonly type: "command";
  /** The program and its arguments. */
  readonly command: readonly string[];
  /** Whether the program is a shell that runs a script: it tells in its own exit code how the script's last process ended. */
  readonly isShell: boolean;
  readonly cwd: string;
  /** All variables it sees. */
  readonly env: Readonly<Record<string, string>>;
  readonly log: string;
}

/** A look at what a command wrote as something else than plain files. */
export interface CheckJob {
  readonly type: "check";
  readonly output: JobOutput;
  /** Where what it prints is appended. */
  readonly log: string;
}

/** What a process of ours runs, rather than one of the system's. */
export type WorkerJob = StageJob | CheckJob;

/** Where a job reads an input. */
export type JobInput =
  | (InputFile & { readonly port: string; readonly kind: ArtifactKind })
  | {
      readonly port: string;
      readonly kind: ArtifactKind;
      readonly members: readonly (InputFile & { readonly point: Point })[];
    };

/** A file or folder that a job reads. */
export interface InputFile {
  readonly path: string;
  /** Whether it is a file that may be executed. */
  readonly executable?: true;
  /** Whether it is the user's own, and not in the store. */
  readonly isOutside?: true;
}

/** Where a job writes an output: a path where nothing is yet. */
export interface JobOutput {
  readonly port: string;
  readonly kind: ArtifactKind;
  readonly path: string;
}

/** What a job tells while it runs. */
export interface JobObserver {
  progress(done: number, total: number, note: string): void;
  log(level: "info" | "warn", message: string): void;
}

/** Runs jobs: in this process, in local workers, later on a cluster. */
export interface Executor {
  /**
   * Runs one job to its end; its outputs then lie where the job said.
   *
   * @throws FairlineError `STAGE_CRASHED` where its process died, `COMMAND_FAILED` for a command that
   *   failed, the stage's own errors, `ARTIFACT_INVALID` for a check, and the signal's reason where it was aborted. What ran has ended then.
   */
  execute(job: WorkerJob | CommandJob, observer: JobObserver, signal: AbortSignal): Promise<void>;
  /** Ends what is still kept warm. */
  close(): Promise<void>;
}
