import { readLabels } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import { labelColumn } from "./label-column.ts";

/** The label of a binary task at some rows. */
export interface BinaryLabel {
  readonly column: string;
  /** One per row asked for: 1 for the positive class, else 0. Both occur. */
  readonly values: Uint8Array;
  /** The favourable class, as the word in the column. */
  readonly positive: string;
}

/**
 * Reads the label of a binary task at training rows; nothing is asked of others.
 *
 * @throws FairlineError `TASK_UNSUPPORTED` if the task is not binary; `VALUE_INVALID` for one class only, or a third one;
 *   `VALUE_MISSING`; `ROLE_MISSING`.
 */
export function binaryLabel(table: Table, rows: Uint32Array): BinaryLabel {
  const column = labelColumn(table);
  const {
    values,
    classes: { positive },
  } = readLabels(table, column, rows);
  const positives = values.reduce((sum, value) => sum + value, 0);
  if (positives === 0 || positives === values.length) {
    const found = positives === 0 ? "never" : "always";
    throw new FairlineError(
      "VALUE_INVALID",
      `label "${column}" is ${found} "${positive}" in the training rows`,
      {
        hint: "This method needs both classes: check the positive class at ingest, and the split.",
      },
    );
  }
  return { column, values, positive };
}
