import { categoryColumn, makeTable, numberColumn } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";

const ROWS = 240;

/**
 * Training rows of two numbers and two categories whose label no line separates, as the program in the tests beside it makes them; with
 * weights 1, 2, 3 on request, and every fifth row for validation on request.
 */
export function goldenTable(
  options: {
    readonly weighted?: boolean;
    readonly validated?: boolean;
    readonly task?: "binary" | "multiclass" | "regression";
  } = {},
): Table {
  const rows = Array.from({ length: ROWS }, (_, i) => i);
  const sex = rows.map((i) => ((i * 7) % 12 < 5 ? "F" : "M"));
  const first = rows.map((i) => ((i * 37) % 101) - 50 + (sex[i] === "M" ? 20 : 0));
  const second = rows.map((i) => ((i * 53) % 29) ** 2 / 10);
  const kind = rows.map((i) => ["a", "b", "c"][((i * i) % 7) % 3]!);
  const sums = rows.map((i) => first[i]! - (4 * second[i]!) / 10 + ((i * 71) % 83) - 55);
  const labels = {
    binary: categoryColumn(
      rows.map((i) => (sums[i]! + (kind[i] === "b" ? 15 : 0) > 0 ? "yes" : "no")),
    ),
    multiclass: categoryColumn(sums.map((s) => (s > 20 ? "high" : s > -30 ? "mid" : "low"))),
    regression: numberColumn(sums),
  };
  const { task = "binary" } = options;
  const split = rows.map((i) =>
    options.validated === true && i % 5 === 0 ? "validation" : "train",
  );
  const weight = {
    name: "w",
    roles: ["weight" as const],
    column: numberColumn(rows.map((i) => 1 + (i % 3))),
  };
  return makeTable(
    [
      { name: "x1", roles: ["feature"], column: numberColumn(first) },
      { name: "x2", roles: ["feature"], column: numberColumn(second) },
      { name: "kind", roles: ["feature"], column: categoryColumn(kind) },
      { name: "sex", roles: ["feature", "sensitive"], column: categoryColumn(sex) },
      { name: "label", roles: ["label"], column: labels[task] },
      { name: "split", roles: ["split"], column: categoryColumn(split) },
      ...(options.weighted === true ? [weight] : []),
    ],
    task === "binary" ? { task, positive: "yes" } : { task },
  );
}
