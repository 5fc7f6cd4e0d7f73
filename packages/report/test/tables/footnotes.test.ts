import { describe, expect, it } from "vitest";
import { NO_CELL, type Cell } from "../../src/tables/figure-cell.ts";
import { daggerNote, footnotes, noteNumber } from "../../src/tables/footnotes.ts";

const noted = (note: string | undefined): Cell => ({ ...NO_CELL, note });

describe("footnotes", () => {
  it("number the notes of cells from 1, each once, in order of appearance", () => {
    const cells = ["b", undefined, "a", "b"].map(noted);
    const notes = footnotes(cells, undefined);
    expect([...notes.numbered]).toEqual([
      ["b", 1],
      ["a", 2],
    ]);
    expect(cells.map((cell) => noteNumber(notes, cell))).toEqual([1, undefined, 2, 1]);
  });

  it("say what a dagger means only where there is one", () => {
    expect(daggerNote(true)).toBe("† Rests on a group of fewer than 30 rows: read with care.");
    expect(daggerNote(false)).toBeUndefined();
  });
});
