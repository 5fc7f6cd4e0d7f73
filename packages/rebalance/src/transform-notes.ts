import type { StageContext } from "@fairline/core";
import type { Feature } from "@fairline/arrow";

/** Tells which features a method for numbers leaves as they are. */
export function tellOfCategories(
  features: readonly Feature[],
  context: Pick<StageContext, "log">,
): void {
  const names = features.flatMap(({ type, name }) => (type === "category" ? [`"${name}"`] : []));
  if (names.length === 0) return;
  const [these, hold] = names.length === 1 ? ["it", "holds"] : ["they", "hold"];
  context.log("warn", `${names.join(", ")} left as ${these} came: ${these} ${hold} categories`);
}

/** Tells how many rows have a sensitive value that no training row has. */
export function tellOfUnknown(
  name: string,
  unknown: number,
  context: Pick<StageContext, "log">,
): void {
  if (unknown === 0) return;
  const rows = unknown === 1 ? "1 row" : `${String(unknown)} rows`;
  context.log(
    "warn",
    `"${name}" is missing in ${rows}, or is what no training row has: left as they came`,
  );
}
