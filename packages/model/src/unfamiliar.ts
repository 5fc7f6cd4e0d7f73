import { categories, numbers } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import type { CategoryEncoding, Encoder, FeatureEncoding } from "./encoder.ts";

/** Values named in a text at most. */
const NAMED = 3;

/** Values of a feature that a model's training rows did not have. */
export interface UnfamiliarValues {
  readonly feature: string;
  /** Rows where the value is missing, though it never was in training; 0 where training rows had missing values. */
  readonly missing: number;
  /** Rows with a category that training rows did not have. */
  readonly unseen: number;
  /** Those categories, in the order of the table's rows. */
  readonly categories: readonly string[];
}

/** Counts values that a model has not learnt from; features without any are left out. */
export function unfamiliarValues(encoder: Encoder, table: Table): UnfamiliarValues[] {
  return encoder
    .map((feature) => ofFeature(feature, table))
    .filter(({ missing, unseen }) => missing > 0 || unseen > 0);
}

/** What {@link unfamiliarValues} found, in one sentence; undefined for nothing. */
export function unfamiliarText(
  found: readonly UnfamiliarValues[],
  rows: number,
): string | undefined {
  if (found.length === 0) return undefined;
  const parts = found.flatMap(({ feature, missing, unseen, categories: names }) => [
    ...(missing > 0 ? [`"${feature}" is missing in ${String(missing)}`] : []),
    ...(unseen > 0 ? [`"${feature}" is ${listed(names)} in ${String(unseen)}`] : []),
  ]);
  return `of ${String(rows)} rows, some have values that the model's training rows did not have, which say nothing to it: ${parts.join("; ")}`;
}

function ofFeature(feature: FeatureEncoding, table: Table): UnfamiliarValues {
  const { name } = feature;
  if (feature.type === "category") return ofCategory(feature, table);
  const { values } = numbers(table, name);
  const missing = values.reduce((count, value) => count + Number(Number.isNaN(value)), 0);
  return { feature: name, missing: feature.missing ? 0 : missing, unseen: 0, categories: [] };
}

function ofCategory(feature: CategoryEncoding, table: Table): UnfamiliarValues {
  const { codes, values } = categories(table, feature.name);
  const known = new Set(feature.values);
  const isNew = values.map((value) => !known.has(value));
  const counts = { missing: 0, unseen: 0 };
  const found = new Set<string>();
  for (const code of codes) {
    if (code < 0) counts.missing += 1;
    else if (isNew[code]!) {
      counts.unseen += 1;
      found.add(values[code]!);
    }
  }
  return {
    feature: feature.name,
    missing: feature.missing ? 0 : counts.missing,
    unseen: counts.unseen,
    categories: [...found],
  };
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, NAMED).map((name) => `"${name}"`);
  const others = names.length - shown.length;
  return [...shown, ...(others > 0 ? [`one of ${String(others)} others`] : [])].join(" or ");
}
