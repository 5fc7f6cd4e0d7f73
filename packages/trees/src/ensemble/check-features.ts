import { FairlineError, nameHint } from "@fairline/core";
import type { Column } from "../column.ts";

/** A column's name and kind. */
type Named = Pick<Column, "name" | "kind">;

/**
 * Checks that columns are those that trees were grown on, in the same order.
 *
 * @throws FairlineError `COLUMN_MISSING` or `COLUMN_TYPE`.
 */
export function checkFeatures(features: readonly Named[], columns: readonly Column[]): void {
  features.forEach(({ name, kind }, place) => {
    const found = columns[place];
    if (found?.name !== name) {
      throw new FairlineError(
        "COLUMN_MISSING",
        `column ${String(place + 1)} is ${found === undefined ? "absent" : `"${found.name}"`}; the trees were grown with "${name}" there`,
        {
          hint: `Give the columns in this order: ${features.map((each) => each.name).join(", ")}.`,
        },
      );
    }
    if (found.kind !== kind) {
      throw new FairlineError(
        "COLUMN_TYPE",
        `column "${name}" is a ${found.kind} column; the trees were grown on a ${kind} one`,
      );
    }
  });
  const extra = columns[features.length];
  if (extra === undefined) return;
  throw new FairlineError("COLUMN_MISSING", `the trees were grown without column "${extra.name}"`, {
    hint: nameHint(
      extra.name,
      features.map(({ name }) => name),
      "columns",
    ),
  });
}
