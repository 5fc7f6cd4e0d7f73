import { categoryColumn, makeTable, numberColumn } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { createRandom } from "@fairline/numeric";

/** What {@link unequalWorld} makes. */
export interface WorldOptions {
  readonly rows?: number;
  /** Of the smaller group; the label of its rows follows `merit` with the sign turned. */
  readonly contrary?: boolean;
}

/**
 * Rows in which women are hired less often for the same merit, and have less of what else goes with being hired: features merit,
 * skill and sex. Two thirds are men, in no order; one row in three is for validation.
 */
export function unequalWorld({ rows = 600, contrary = false }: WorldOptions = {}): Table {
  const random = createRandom("unequal world");
  const drawn = Array.from({ length: rows }, () => {
    const isMan = random.integer(3) < 2;
    const merit = random.normal();
    const skill = merit + random.normal() + (isMan ? 0.5 : -0.5);
    const odds = contrary && !isMan ? -2 * merit : 1.5 * merit + (isMan ? 1 : -1);
    return { isMan, merit, skill, hired: random.uniform() < 1 / (1 + Math.exp(-odds)) };
  });
  return makeTable(
    [
      { name: "merit", roles: ["feature"], column: numberColumn(drawn.map(({ merit }) => merit)) },
      { name: "skill", roles: ["feature"], column: numberColumn(drawn.map(({ skill }) => skill)) },
      {
        name: "sex",
        roles: ["feature", "sensitive"],
        column: categoryColumn(drawn.map(({ isMan }) => (isMan ? "M" : "F"))),
      },
      {
        name: "hired",
        roles: ["label"],
        column: categoryColumn(drawn.map(({ hired }) => (hired ? "yes" : "no"))),
      },
      {
        name: "split",
        roles: ["split"],
        column: categoryColumn(drawn.map((_, i) => (i % 3 === 2 ? "validation" : "train"))),
      },
    ],
    { task: "binary", positive: "yes" },
  );
}
