import type { Diagnostic, DiagnosticCode, SourceLocation } from "@fairline/core";
import { compareText, groupedDigits } from "@fairline/core";

/** Stands for a value that was refused and reported. {@link Problems} alone gives it out, so that nothing is refused in silence. */
export const INVALID: unique symbol = Symbol("invalid");

/** The type of {@link INVALID}. */
export type Invalid = typeof INVALID;

/** Where a problem lies; without a range, in the file as a whole. */
export type ProblemLocation = SourceLocation | { readonly file: string; readonly range?: never };

/** What is wrong somewhere, in words. */
export interface Problem {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** More problems than this have one cause, and nobody reads them. */
const MOST_SHOWN = 200;

/** A message is cut after so many characters: what it quotes can be a megabyte long. */
const LONGEST_MESSAGE = 500;

/** Collects every problem of some files. A problem that is found again at the same location is kept once. */
export class Problems {
  readonly #found = new Map<string, Diagnostic>();

  /** Adds an error. */
  error(at: ProblemLocation, problem: Problem): Invalid {
    return this.#add(at, problem, `${locationKey(at, problem)}\0${problem.message}`);
  }

  /** Adds an error whose words differ from one matrix point to the next; only the first is kept. */
  errorAtPoints(at: ProblemLocation, problem: Problem): Invalid {
    return this.#add(at, problem, locationKey(at, problem));
  }

  /** Adds problems that were found elsewhere. */
  addAll(diagnostics: readonly Diagnostic[]): Invalid {
    for (const one of diagnostics) this.#found.set(`${locationKey(one, one)}\0${one.message}`, one);
    return INVALID;
  }

  #add({ file, range }: ProblemLocation, { code, hint, message }: Problem, key: string): Invalid {
    if (!this.#found.has(key)) {
      this.#found.set(key, {
        severity: "error",
        code,
        message: cut(message),
        ...(hint === undefined ? {} : { hint: cut(hint) }),
        file,
        ...(range === undefined ? {} : { range }),
      });
    }
    return INVALID;
  }

  /** Whether there is none so far. */
  get isEmpty(): boolean {
    return this.#found.size === 0;
  }

  /**
   * All of them, sorted by location; of more than 200 the first 200, and how many are left out.
   *
   * @param first - The file that comes first.
   */
  sorted(first: string): readonly Diagnostic[] {
    const all = [...this.#found.values()].sort((a, b) => compareLocations(a, b, first));
    if (all.length <= MOST_SHOWN) return all;
    const left = groupedDigits(all.length - MOST_SHOWN);
    return [
      ...all.slice(0, MOST_SHOWN),
      {
        severity: "error",
        code: "too-many-problems",
        message: `${left} more problems are not shown`,
        hint: "Fix the first ones; the others may follow from them.",
        file: first,
      },
    ];
  }
}

/** Whether a value was not refused. */
export function isValid<T>(value: T | Invalid): value is T {
  return value !== INVALID;
}

/** Values of which none was refused; {@link INVALID} where one was. */
export function allValid<T>(values: readonly (T | Invalid)[]): readonly T[] | Invalid {
  return values.every(isValid) ? values : INVALID;
}

function locationKey({ file, range }: ProblemLocation | Diagnostic, { code }: Problem): string {
  return `${code}\0${file}\0${String(range?.offset)}`;
}

function cut(text: string): string {
  return text.length <= LONGEST_MESSAGE ? text : `${text.slice(0, LONGEST_MESSAGE - 1)}…`;
}

function compareLocations(a: Diagnostic, b: Diagnostic, first: string): number {
  if (a.file !== b.file) {
    if (a.file === first) return -1;
    return b.file === first ? 1 : compareText(a.file, b.file);
  }
  const byOffset = (a.range?.offset ?? -1) - (b.range?.offset ?? -1);
  return byOffset === 0 ? compareText(a.message, b.message) : byOffset;
}
