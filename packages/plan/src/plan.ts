import type { ArtifactKind, JsonValue, Point, Stage, Stratum, TextRange } from "@fairline/core";

/** A pipeline file after checking, expansion and ordering: what will run, before any key is known. */
export interface Plan {
  readonly name: string;
  readonly description: string;
  readonly seed: number;
  /** Absolute path of the pipeline file. */
  readonly file: string;
  /** The text of the pipeline file, for the run manifest. */
  readonly text: string;
  /** What else the plan was made from: included and parameter files by absolute path, and `--set` under that name. */
  readonly otherTexts: Readonly<Record<string, string>>;
  /** `params` after overrides. */
  readonly params: Readonly<Record<string, JsonValue>>;
  /** Every instance that may run, in topological order; ties by id, so that the order of the file does not matter. */
  readonly instances: readonly Instance[];
  /** Instances that `when:` switched off, with the reason in words. */
  readonly switchedOff: readonly { readonly id: string; readonly reason: string }[];
  readonly gates: readonly PlannedGate[];
}

/** One stage at one matrix point. */
export interface Instance {
  /** `train@seed=2,strength=0.3`; the stage's name alone where it has no matrix. */
  readonly id: string;
  /** Name of the stage in the pipeline file. */
  readonly stage: string;
  readonly point: Point;
  readonly work: StageWork | CommandWork;
  readonly inputs: readonly PlannedInput[];
  /** Ids of instances that must have finished first, without data passing. */
  readonly needs: readonly string[];
  /** 64 hexadecimal digits derived from the root seed, the stage's name and the point. */
  readonly seed: string;
  readonly resources: Resources;
  /** Further attempts after an infrastructure failure. */
  readonly retry: number;
  readonly timeoutMs: number | undefined;
  /** Names of environment variables that reach the work and its key. */
  readonly env: readonly string[];
  /** Output port to absolute path inside the working tree. */
  readonly publish: Readonly<Record<string, string>>;
  /** Output ports whose place may hold what no run has made, and lose it. */
  readonly replaces?: readonly string[];
  /** Where the stage stands in its file. */
  readonly location: { readonly file: string; readonly range: TextRange };
}

/** What an instance may use while it runs. */
export interface Resources {
  readonly cpus: number;
  /** 0 where nothing was asked for. */
  readonly memoryBytes: number;
  readonly gpus: number;
}

/** A stage of ours or of a third party. */
export interface StageWork {
  readonly type: "stage";
  /** What `uses:` says. */
  readonly uses: string;
  readonly stage: PlannedStage;
  /** The module that a third party's stage comes from, as an absolute path; undefined for a built-in one. */
  readonly module: string | undefined;
  /** Checked, with defaults filled and expressions evaluated. */
  readonly params: Readonly<Record<string, unknown>>;
}

/** What a plan needs of a stage to find its keys and to run it; its parameters were checked. */
export type PlannedStage = Omit<Stage, "params" | "summary" | "sources" | "inputs">;

/** A command in any language. */
export interface CommandWork {
  readonly type: "command";
  /** One template per argument, or one for a shell string. */
  readonly command:
    { readonly type: "argv"; readonly args: readonly CommandTemplate[] } | ShellWork;
  /** Absolute paths of files whose content joins the key. */
  readonly deps: readonly string[];
  /** Names of programs on PATH whose place and content join the key. */
  readonly tools?: readonly string[];
  /** Output port to the relative path that the command writes in its directory. */
  readonly out: Readonly<Record<string, { readonly kind: ArtifactKind; readonly path: string }>>;
}

/** A script for a shell. */
export interface ShellWork {
  readonly type: "shell";
  readonly script: CommandTemplate;
  /** The program and the arguments that come before the script; the default is `sh -e`, with pipefail where it has that. */
  readonly shell: "default" | readonly string[];
}

/** Text with holes that are filled when the command runs: paths of inputs and outputs, listed variables. */
export type CommandTemplate = readonly (
  string | { readonly in: string } | { readonly out: string } | { readonly env: string }
)[];

/** Where the value of an input port comes from. */
export interface PlannedInput {
  readonly port: string;
  readonly kind: ArtifactKind;
  readonly from:
    | { readonly type: "instance"; readonly id: string; readonly port: string }
    | { readonly type: "file"; readonly path: string }
    | { readonly type: "fan-in"; readonly members: readonly FanInMember[] };
}

/** One member of a fan-in; members are sorted by point. */
export interface FanInMember {
  readonly point: Point;
  readonly id: string;
  readonly port: string;
}

/** A gate on the instances that its `where` chose. */
export interface PlannedGate {
  readonly name: string;
  readonly stage: string;
  /** Ids of the instances it is evaluated on, at least one. */
  readonly instances: readonly string[];
  /** The output port of kind `metrics`. */
  readonly port: string;
  readonly metric: string;
  readonly attribute: string | undefined;
  readonly within: Stratum | undefined;
  readonly group: string | undefined;
  readonly min: number | undefined;
  readonly max: number | undefined;
  /** Which figure is held against the limit: the value, or that end of its interval. */
  readonly bound: "value" | "lower" | "upper";
  /** Absolute path of a metrics JSON file to compare with. */
  readonly baseline: string | undefined;
  readonly maxIncrease: number | undefined;
  readonly onFail: "fail" | "warn";
  /** Rows that a figure must rest on. */
  readonly minGroup: number;
  /** Whether a figure fails that does not cover every group. */
  readonly uncovered: "refuse" | "allow";
  /** Whether a figure fails that says little. */
  readonly degenerate: "refuse" | "allow";
}
