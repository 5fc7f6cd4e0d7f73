import type { CategoryColumn } from "@fairline/arrow";

/** A column as its file writes it: every distinct word once, and a code per row; -1 for a missing value. */
export interface RawColumn {
  readonly name: string;
  readonly words: CategoryColumn;
}

/** Collects one column of a file that is read row by row. */
export interface RawColumnBuilder {
  /** Adds the next row's field; a word that counts as missing becomes a null. */
  add(word: string): void;
  /** Adds so many rows without a value. */
  addMissing(rows: number): void;
  /** The rows so far. */
  finish(): RawColumn;
}

/** Starts an empty column. `nulls` are the words that mean a missing value. */
export function rawColumnBuilder(name: string, nulls: ReadonlySet<string>): RawColumnBuilder {
  const codeOf = new Map<string, number>();
  for (const word of nulls) codeOf.set(word, -1);
  const codes: number[] = [];
  const values: string[] = [];
  return {
    add(word) {
      let code = codeOf.get(word);
      if (code === undefined) {
        code = values.push(word) - 1;
        codeOf.set(word, code);
      }
      codes.push(code);
    },
    addMissing(rows) {
      for (let row = 0; row < rows; row += 1) codes.push(-1);
    },
    finish: () => ({ name, words: { type: "category", codes: Int32Array.from(codes), values } }),
  };
}
