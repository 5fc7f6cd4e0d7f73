/** A position in a text; line and column count from 1, columns in UTF-16 units as editors count them. */
export interface Position {
  readonly line: number;
  readonly column: number;
  /** The whole line, without its end. */
  readonly text: string;
}

/** Finds lines and columns in one text. Making it is linear in the text, a position is logarithmic. */
export class LineIndex {
  readonly #text: string;
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.#text = text;
    const starts = [0];
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    this.#starts = starts;
  }

  /** @param offset - UTF-16 units from 0; what lies beyond the end is the end. */
  at(offset: number): Position {
    const bounded = Math.min(Math.max(0, offset), this.#text.length);
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.#starts[middle]! <= bounded) low = middle;
      else high = middle - 1;
    }
    const start = this.#starts[low]!;
    const end = this.#starts[low + 1] ?? this.#text.length + 1;
    const text = this.#text.slice(start, end - 1).replace(/\r$/u, "");
    return { line: low + 1, column: bounded - start + 1, text };
  }
}
