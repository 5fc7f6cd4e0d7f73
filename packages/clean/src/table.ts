import { tableMeta, withMeta } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import type { JsonValue, StageContext } from "@fairline/core";
import { createRandom } from "@fairline/numeric";
import { rowsLost } from "./rows-lost.ts";
import { stepCall } from "./step-list.ts";
import type { StepEntry } from "./step-list.ts";

/** What a table remembers of a step. */
interface StepRecord {
  readonly step: string;
  readonly params: JsonValue;
  readonly rowsBefore: number;
  readonly rowsAfter: number;
  readonly fitted?: JsonValue;
}

/**
 * Applies steps in order, and adds them to the table's provenance with the rows before and after. What a step removes is told, and warned of
 * where it is a tenth of the rows or of a group.
 *
 * @throws FairlineError `ROWS_EMPTY` where a step leaves no row, and whatever the steps throw.
 */
export async function clean(
  table: Table,
  entries: readonly StepEntry[],
  context: Pick<StageContext, "seed" | "signal" | "progress" | "log">,
): Promise<Table> {
  const records: StepRecord[] = [];
  let cleaned = table;
  for (const [i, given] of entries.entries()) {
    context.signal.throwIfAborted();
    const { step, params } = stepCall(given);
    context.progress(i, entries.length, step.name);
    const run = await step.load();
    const { table: after, fitted } = run(cleaned, params, {
      random: () => createRandom(context.seed).stream(step.name),
      log: (level, message) => {
        context.log(level, message);
      },
    });
    if (after.numRows === 0) throw noRows(step.name, cleaned.numRows);
    const lost = rowsLost(step.name, cleaned, after);
    if (lost !== undefined) context.log(lost.level, lost.message);
    records.push({
      step: step.name,
      // Parameters come from a YAML file and hold JSON values only.
      params: JSON.parse(JSON.stringify(params)) as JsonValue,
      rowsBefore: cleaned.numRows,
      rowsAfter: after.numRows,
      ...(fitted === undefined ? {} : { fitted }),
    });
    cleaned = after;
  }
  const meta = tableMeta(cleaned);
  return withMeta(cleaned, { ...meta, source: withSteps(meta.source, records) });
}

/** A source with the steps added to those that it has. */
function withSteps(source: JsonValue | undefined, records: readonly StepRecord[]): JsonValue {
  const added: JsonValue[] = records.map((record) => ({ ...record }));
  if (source === undefined || source === null) return { steps: added };
  if (typeof source !== "object" || Array.isArray(source)) return { source, steps: added };
  // JSON that is no null, scalar or list is an object.
  const object = source as Readonly<Record<string, JsonValue>>;
  const before = object["steps"];
  return {
    ...object,
    steps: Array.isArray(before) ? [...(before as JsonValue[]), ...added] : added,
  };
}

function noRows(step: string, before: number): FairlineError {
  return new FairlineError("ROWS_EMPTY", `${step} leaves none of the ${String(before)} rows`, {
    hint: "Loosen the step, or look at the table before it: fairline show <pipeline> <stage>.",
  });
}
