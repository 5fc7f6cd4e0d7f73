import type { ColumnSource, InputColumn } from "../src/index.ts";

/** A column of numbers, NaN for a missing one. */
export function numbers(...values: readonly number[]): InputColumn {
  return { type: "number", values: Float64Array.from(values) };
}

/** A column of categories, null for a missing one. */
export function words(...values: readonly (string | null)[]): InputColumn {
  const distinct = [...new Set(values)].filter((value) => value !== null);
  const codes = Int32Array.from(values, (value) => (value === null ? -1 : distinct.indexOf(value)));
  return { type: "category", codes, values: distinct };
}

/** A column of text, null for a missing one. */
export function texts(...values: readonly (string | null)[]): InputColumn {
  return { type: "text", values };
}

/** A table of columns by name, all of one length. */
export function tableOf(columns: Readonly<Record<string, InputColumn>>): ColumnSource {
  const named = new Map(Object.entries(columns));
  const [first] = named.values();
  const length = first?.type === "category" ? first.codes.length : (first?.values.length ?? 0);
  const kinds = new Map(
    [...named].map(([name, { type }]) => [name, type === "number" ? "number" : "text"] as const),
  );
  return { length, kinds, read: (name) => named.get(name)! };
}
