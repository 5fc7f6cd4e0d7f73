/**
 * How long it takes to divide a million rows into groups, by the packages as they are built: `npm run build`, then
 * `node tools/bench/groups/bench.mjs [rows]`. Prints the least of five runs of each.
 */
import {
  categoryColumn,
  distinctRows,
  makeTable,
  membersOf,
  numberColumn,
  partition,
  textColumn,
} from "../../../packages/arrow/dist/index.js";

const rows = Number(process.argv[2] ?? 1_000_000);

/** Whole numbers below `limit`, spread over the rows. */
function spread(limit, start) {
  return Array.from(
    { length: rows },
    (_, row) => ((row * 2_654_435_761 + start * 40_503) >>> 0) % limit,
  );
}

const words = (count, start) => categoryColumn(spread(count, start).map((value) => `v${value}`));
const attributes = Array.from({ length: 20 }, (_, i) => `attribute ${i}`);
const table = makeTable([
  { name: "sex", column: words(2, 1) },
  { name: "race", column: words(5, 2) },
  { name: "age", column: numberColumn(spread(80, 3), { integer: true }) },
  { name: "score", column: numberColumn(spread(20, 4).map((value) => value / 20)) },
  { name: "household", column: words(10_000, 5) },
  { name: "note", column: textColumn(spread(60, 6).map((value) => `t${value}`)) },
  ...attributes.map((name, i) => ({ name, column: words(10, 7 + i) })),
]);
const by = (columns, missing = "group") => partition(table, columns, { missing });
const bySex = by(["sex"]);

const cases = [
  ["words: sex", () => by(["sex"])],
  ["words and whole numbers: sex, race, age", () => by(["sex", "race", "age"])],
  ["the same, rows without a value left out", () => by(["sex", "race", "age"], "omit")],
  ["fractions: score", () => by(["score"])],
  ["text: note", () => by(["note"])],
  ["10,000 groups: household", () => by(["household"])],
  ["20 columns", () => by(attributes)],
  [
    "distinct rows of 26 columns",
    () =>
      distinctRows(
        table,
        table.schema.fields.map(({ name }) => name),
      ),
  ],
  ["members of two groups", () => membersOf(bySex)],
];
for (const [name, run] of cases) {
  const times = Array.from({ length: 5 }, () => {
    const start = process.hrtime.bigint();
    run();
    return Number(process.hrtime.bigint() - start) / 1e6;
  });
  console.log(
    `${Math.min(...times)
      .toFixed(0)
      .padStart(6)} ms  ${name}`,
  );
}
