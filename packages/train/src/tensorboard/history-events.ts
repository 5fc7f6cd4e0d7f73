import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { figureNames } from "../epoch-losses.ts";
import type { EpochLosses } from "../epoch-losses.ts";
import type { LabelTarget } from "../label.ts";
import { eventFile } from "./event-file.ts";

/** TensorBoard takes files with "tfevents" in their names for its own; the number is that of the first event's time. */
const FILE = "events.out.tfevents.0.fairline";

/**
 * Writes a history as TensorBoard reads it: a folder for each split, a run of its own there, whose curves then lie in one chart.
 *
 * @param directory - Where nothing is yet.
 */
export async function writeHistoryEvents(
  history: readonly EpochLosses[],
  { task, directory }: { readonly task: LabelTarget["task"]; readonly directory: string },
): Promise<void> {
  const names = figureNames(task);
  for (const split of ["train", "validation"] as const) {
    const own = history.filter((losses) => losses.split === split);
    if (own.length === 0) continue;
    await mkdir(join(directory, split), { recursive: true });
    const events = own.map(({ epoch, ...losses }) => ({
      step: epoch,
      values: tagged(losses, names),
    }));
    await writeFile(join(directory, split, FILE), eventFile(events));
  }
}

function tagged(
  {
    loss,
    logLoss,
    penalty,
    accuracy,
    metric = Number.NaN,
    gap = Number.NaN,
  }: Omit<EpochLosses, "epoch">,
  names: ReturnType<typeof figureNames>,
): Record<string, number> {
  return { loss, [names.logLoss]: logLoss, penalty, [names.accuracy]: accuracy, metric, gap };
}
