import { lendingTable } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { inputReader } from "../src/input-reader.ts";
import { readTrainingData } from "../src/training-data.ts";
import { defaults } from "./defaults.ts";

describe("inputReader", () => {
  it("writes over what it gave for as many rows, and over nothing else", () => {
    const { rows } = readTrainingData(lendingTable(), defaults);
    const read = inputReader(rows);
    const [one, two] = [read(Uint32Array.of(1)), read(Uint32Array.of(1, 2))];
    expect(two).toEqual({ shape: [2, rows.width], values: rows.encode([1, 2]) });
    expect(read(Uint32Array.of(0)).values).toBe(one.values);
    expect(one.values).toEqual(rows.encode([0]));
    expect(two.values).toEqual(rows.encode([1, 2]));
  });
});
