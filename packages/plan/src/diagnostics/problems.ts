import type { Diagnostic, DiagnosticCode, TextRange } from "./diagnostic.ts";

/** Where something stands; without a range, the file as a whole. */
export interface Place {
  readonly file: string;
  readonly range?: TextRange;
}

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

/** Collects every problem of one loading. A problem that comes up again at the same place is kept once. */
export class Problems {
  readonly #found = new Map<string, Diagnostic>();
  #added = 0;

  /** Adds an error. */
  error(place: Place, problem: Problem): void {
    this.#add(place, problem, `${placeKey(place, problem)}\0${problem.message}`);
  }

  /** Adds an error that may come up in other words at each matrix point, and is told for the first one only. */
  errorAtPoints(place: Place, problem: Problem): void {
    this.#add(place, problem, placeKey(place, problem));
  }

  #add(place: Place, problem: Problem, key: string): void {
    this.#added++;
    if (this.#found.has(key)) return;
    const { code, hint } = problem;
    const message = cut(problem.message);
    this.#found.set(key, {
      severity: "error",
      code,
      message,
      ...(hint === undefined ? {} : { hint: cut(hint) }),
      file: place.file,
      ...(place.range === undefined ? {} : { range: place.range }),
    });
  }

  /** How many errors were added so far, repeated ones included: compare before and after a step to see whether it found any. */
  get count(): number {
    return this.#added;
  }

  /**
   * All of them, sorted by place; of more than 200 the first 200, and how many are left out.
   *
   * @param first - The file that comes first.
   */
  sorted(first: string): readonly Diagnostic[] {
    const all = [...this.#found.values()].sort((a, b) => comparePlaces(a, b, first));
    if (all.length <= MOST_SHOWN) return all;
    const left = (all.length - MOST_SHOWN).toLocaleString("en");
    return [
      ...all.slice(0, MOST_SHOWN),
      {
        severity: "error",
        code: "too-many-problems",
        message: `${left} more problems are not shown`,
        hint: "Mend the first ones: the rest may be their echo.",
        file: first,
      },
    ];
  }
}

function placeKey({ file, range }: Place, { code }: Problem): string {
  return `${code}\0${file}\0${String(range?.offset)}`;
}

function cut(text: string): string {
  return text.length <= LONGEST_MESSAGE ? text : `${text.slice(0, LONGEST_MESSAGE - 1)}…`;
}

function comparePlaces(a: Diagnostic, b: Diagnostic, first: string): number {
  if (a.file !== b.file) {
    if (a.file === first) return -1;
    if (b.file === first) return 1;
    return a.file < b.file ? -1 : 1;
  }
  const byOffset = (a.range?.offset ?? -1) - (b.range?.offset ?? -1);
  if (byOffset !== 0) return byOffset;
  return a.message < b.message ? -1 : a.message > b.message ? 1 : 0;
}
