/** Stable codes of what can be wrong with a file that a person wrote, or with the options given with it. */
export type DiagnosticCode =
  | "yaml-syntax"
  | "yaml-unsupported"
  | "file-unreadable"
  | "file-too-large"
  | "version-unsupported"
  | "key-unknown"
  | "key-missing"
  | "value-type"
  | "name-invalid"
  | "name-duplicate"
  | "stage-unknown"
  | "uses-unknown"
  | "uses-unloadable"
  | "port-unknown"
  | "port-missing"
  | "port-ambiguous"
  | "port-kind"
  | "param-unknown"
  | "param-invalid"
  | "expression-syntax"
  | "expression-unknown"
  | "expression-type"
  | "matrix-empty"
  | "matrix-too-large"
  | "matrix-mismatch"
  | "point-unknown"
  | "cycle"
  | "input-file-missing"
  | "path-outside"
  | "publish-outside"
  | "publish-conflict"
  | "gate-unreachable"
  | "gate-metric-unknown"
  | "gate-limit-missing"
  | "gate-limit-senseless"
  | "include-conflict"
  | "option-invalid"
  | "too-many-problems";

/** A stretch of a text: `offset` counts UTF-16 units from 0. */
export interface TextRange {
  readonly offset: number;
  readonly length: number;
}

/** Where something is written. */
export interface SourceLocation {
  /** Absolute path of a file, or the option that has the text. */
  readonly file: string;
  readonly range: TextRange;
}

/** One problem, with the place that a compiler would underline. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly code: DiagnosticCode;
  /** What is wrong and what was found, without a final period. */
  readonly message: string;
  /** What to do: an imperative sentence, or the valid names. */
  readonly hint?: string;
  /** Absolute path of the file. */
  readonly file: string;
  /** Undefined where the problem is the file as a whole. */
  readonly range?: TextRange;
}

/** Every problem of some files, with their texts. */
export interface FileProblems {
  /** At least one, sorted by location. */
  readonly diagnostics: readonly Diagnostic[];
  /** Texts by file, for quoting. */
  readonly texts: ReadonlyMap<string, string>;
}
