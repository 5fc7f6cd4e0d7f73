import { categoryColumn, makeTable, numberColumn } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import type { EpochLosses } from "./fit.ts";

/** Losses as a table: epoch, split, loss, log_loss, penalty (null without one), accuracy. */
export function historyTable(history: readonly EpochLosses[], hasPenalty: boolean): Table {
  const numbersOf = (value: (losses: EpochLosses) => number) => numberColumn(history.map(value));
  return makeTable([
    {
      name: "epoch",
      column: numberColumn(
        history.map(({ epoch }) => epoch),
        { integer: true },
      ),
    },
    { name: "split", column: categoryColumn(history.map(({ split }) => split)) },
    { name: "loss", column: numbersOf(({ loss }) => loss) },
    { name: "log_loss", column: numbersOf(({ logLoss }) => logLoss) },
    { name: "penalty", column: numbersOf(({ penalty }) => (hasPenalty ? penalty : Number.NaN)) },
    { name: "accuracy", column: numbersOf(({ accuracy }) => accuracy) },
  ]);
}
