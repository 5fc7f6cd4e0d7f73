import { printTable } from "../common/table.mjs";

const percent = (share) => `${(100 * share).toFixed(1)} %`;
const methodsOf = (rows) => [...new Set(rows.flatMap(({ found }) => Object.keys(found)))];

/** A row a setting, two cells a method: coverage and mean width. */
export function printKind({ title }, rows) {
  const methods = methodsOf(rows);
  printTable(
    title,
    ["groups", "rate", "gap", ...methods.flatMap((method) => [method, `${method}, width`])],
    rows.map(({ setting, found }) => ({
      groups: setting.name,
      rate: setting.rate,
      gap: setting.gap,
      ...Object.fromEntries(
        Object.entries(found).flatMap(([method, { coverage, width }]) => [
          [method, percent(coverage)],
          [`${method}, width`, width.toFixed(3)],
        ]),
      ),
    })),
  );
}

/** A row a kind and method, over those settings that all methods of the kind have an interval for. */
export function printSummary(results) {
  printTable(
    "All kinds",
    ["figure", "method", "least coverage", "mean", "most", "mean width", "figure outside"],
    results.flatMap(({ kind, rows }) => {
      const methods = methodsOf(rows);
      const shared = rows.filter(({ found }) => methods.every((method) => method in found));
      return methods.map((method) => {
        const all = rows.filter(({ found }) => method in found).map(({ found }) => found[method]);
        const coverages = all.map(({ coverage }) => coverage);
        const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
        return {
          figure: kind.name,
          method,
          "least coverage": percent(Math.min(...coverages)),
          mean: percent(mean(coverages)),
          most: percent(Math.max(...coverages)),
          "mean width": mean(shared.map(({ found }) => found[method].width)).toFixed(3),
          "figure outside": percent(Math.max(...all.map(({ outside }) => outside))),
        };
      });
    }),
  );
}
